/** What a resource may ask about the others, once every port and secret is known. */
export type Values = {
  /** One per replica; the endpoint is `http` unless it is named. */
  portsOf: (resource: string, endpoint?: string) => number[]
  urlsOf: (resource: string, endpoint?: string) => string[]
  secret: (parameter: string) => string
  /** The control address, and the key that opens it. */
  appHost: { url: string; key: string }
  /** Absolute; the app host's own. */
  dataFolder: string
}

/** Asked when a process starts: by then, all that it waits for is ready. */
export type EnvironmentSource = (values: Values) => Record<string, string>

/** `variable` tells the process which port is its own. */
export type EndpointSpec = { name: string; scheme: 'http' | 'smtp' | 'postgresql'; port: number; variable: string }

export type HealthSpec =
  | { kind: 'http'; path: string }
  | { kind: 'postgres'; connectionString: (values: Values) => string }

/** What a command may do with its resource. */
export type CommandTarget = { restart: () => Promise<void>; kill: (signal: NodeJS.Signals) => Promise<void> }
export type CommandSpec = { name: string; title: string; run: (target: CommandTarget) => Promise<void> }

/** `path` is appended to the resource's address. */
export type LinkSpec = { title: string; path: string }

/**
 * How files of a resource are made: Node.js runs `command` in its folder and writes to the folder that it is given.
 * `sources` are from the root of the repository, `output` from the resource's folder.
 */
export type BuildSpec = { command: (output: string) => string[]; sources: string[]; output: string }

export type ResourceSpec = {
  name: string
  type: 'database' | 'queues' | 'service'
  /** From the root of the repository; its program is `src/main.ts`. */
  folder: string
  build: BuildSpec | undefined
  endpoints: EndpointSpec[]
  environment: EnvironmentSource[]
  health: HealthSpec | undefined
  /** Done each time it has started; until then it does not count as healthy. */
  onReady: ((values: Values) => Promise<void>) | undefined
  waitsFor: string[]
  replicas: number
  commands: CommandSpec[]
  links: LinkSpec[]
  stopLimitMs: number
}

/** A secret that is made on the first start and kept. */
export type Parameter = { parameter: string }
export type ParameterSpec = { name: string; make: (randomBytes: (size: number) => Buffer) => string }

export type AppModel = { resources: ResourceSpec[]; parameters: ParameterSpec[] }

/** Something that a resource can be given (`withReference`) or wait for (`waitFor`). */
export type Referable = { resource: string; reference: EnvironmentSource }

/** The processes of a resource: `order`, `order-2`, … */
export function instancesOf({ name, replicas }: Pick<ResourceSpec, 'name' | 'replicas'>): string[] {
  return Array.from({ length: replicas }, (_, index) => (index === 0 ? name : `${name}-${index + 1}`))
}
