/** What is sent to the dashboard, as `dashboard-service.proto` has it. */
export type Timestamp = { seconds: number; nanos: number }
export type Value = { stringValue: string } | { numberValue: number }

export type ResourceMessage = {
  name: string
  resourceType: string
  displayName: string
  uid: string
  state: string
  stateStyle: 'success' | 'info' | 'warning' | 'error'
  createdAt?: Timestamp
  startedAt?: Timestamp
  commands: CommandMessage[]
  properties: { name: string; displayName: string; value: Value }[]
  urls: UrlMessage[]
  healthReports: { status: 0 | 1; key: string; description: string }[]
  relationships: { resourceName: string; type: string }[]
}

export type CommandMessage = {
  name: string
  displayName: string
  iconName: string
  isHighlighted: boolean
  /** 0: enabled, 1: disabled. */
  state: 0 | 1
}

/** One without `displayProperties` leaves the dashboard's page empty. */
export type UrlMessage = {
  endpointName: string
  fullUrl: string
  displayProperties: { sortOrder: number; displayName: string }
}

export type ResourceChange =
  | { upsert: ResourceMessage }
  | { delete: Pick<ResourceMessage, 'resourceType'> & { resourceName: string } }

export type LogLineMessage = { text: string; isStdErr: boolean; lineNumber: number }
