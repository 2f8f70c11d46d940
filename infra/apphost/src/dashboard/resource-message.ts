import type { AppHostResource } from '@waybill/contracts'
import type { CommandMessage, ResourceMessage, Timestamp, UrlMessage } from './messages.ts'

type State = AppHostResource['state']

/** The words that the dashboard knows; health stands beside them. */
const shownStates: Record<State, { state: string; stateStyle: ResourceMessage['stateStyle'] }> = {
  Waiting: { state: 'Waiting', stateStyle: 'info' },
  Starting: { state: 'Starting', stateStyle: 'info' },
  Running: { state: 'Running', stateStyle: 'info' },
  Healthy: { state: 'Running', stateStyle: 'success' },
  Unhealthy: { state: 'Running', stateStyle: 'error' },
  Restarting: { state: 'Restarting', stateStyle: 'error' },
  Stopping: { state: 'Stopping', stateStyle: 'info' },
  Exited: { state: 'Exited', stateStyle: 'error' },
}

const typeNames: Record<string, string> = { service: 'Service', database: 'Database', queues: 'Queues' }

/** A resource of the control address as the dashboard shows it. */
export function resourceMessage(resource: AppHostResource): ResourceMessage {
  const { name, type, state, startedAt } = resource
  return {
    ...{ name, displayName: name, uid: name, resourceType: typeNames[type] ?? type },
    ...shownStates[state],
    ...(startedAt && { createdAt: timestamp(startedAt), startedAt: timestamp(startedAt) }),
    commands: resource.commands.map((command) => commandMessage(command, state)),
    properties: propertiesOf(resource),
    urls: urlsOf(resource),
    healthReports: healthOf(state),
    relationships: resource.waitsFor.map((resourceName) => ({ resourceName, type: 'WaitFor' })),
  }
}

/** What remains to be said of it when the app host does not answer. */
export function unreachable(message: ResourceMessage): ResourceMessage {
  return { ...message, state: 'Unknown', stateStyle: 'warning', commands: [], healthReports: [] }
}

/** Of Fluent UI. */
const icons: Record<string, string> = { start: 'Play', stop: 'Stop', restart: 'ArrowCounterclockwise', kill: 'Flash' }
const highlighted = ['start', 'stop', 'restart']

function commandMessage({ name, title }: AppHostResource['commands'][number], state: State): CommandMessage {
  const isDown = state === 'Exited' || state === 'Waiting'
  const isPossible = name === 'start' ? isDown : name === 'restart' || !isDown
  return {
    ...{ name, displayName: title, iconName: icons[name] ?? 'Wrench' },
    isHighlighted: highlighted.includes(name),
    state: isPossible ? 0 : 1,
  }
}

/** Of the names that the dashboard knows by itself those that we can tell; the others follow under our own. */
function propertiesOf({ state, pid, restarts, startedAt, lastEnding }: AppHostResource): ResourceMessage['properties'] {
  const ending = lastEnding && (lastEnding.error ?? lastEnding.signal ?? `exit code ${lastEnding.code}`)
  return [
    { name: 'resource.state', displayName: 'State', value: { stringValue: shownStates[state].state } },
    ...(startedAt
      ? [{ name: 'resource.startTime', displayName: 'Start time', value: { stringValue: startedAt } }]
      : []),
    ...(pid === null ? [] : [{ name: 'executable.pid', displayName: 'Process ID', value: { numberValue: pid } }]),
    { name: 'restarts', displayName: 'Restarts', value: { numberValue: restarts } },
    ...(ending ? [{ name: 'lastEnding', displayName: 'Last ending', value: { stringValue: ending } }] : []),
  ]
}

/** The addresses first, then the pages. */
function urlsOf({ urls, links }: AppHostResource): UrlMessage[] {
  const addresses = Object.entries(urls).map(([endpointName, fullUrl]) => ({ endpointName, fullUrl, displayName: '' }))
  const pages = links.map(({ title, url }) => ({ endpointName: title, fullUrl: url, displayName: title }))
  return [...addresses, ...pages].map(({ displayName, ...url }, index, { length }) => ({
    ...url,
    displayProperties: { sortOrder: length - index, displayName },
  }))
}

function healthOf(state: State): ResourceMessage['healthReports'] {
  if (state === 'Healthy') return [{ status: 0, key: 'ready', description: 'It answers its health check' }]
  if (state === 'Unhealthy') return [{ status: 1, key: 'ready', description: 'It does not answer its health check' }]
  return []
}

function timestamp(rfc3339: string): Timestamp {
  const ms = Date.parse(rfc3339)
  return { seconds: Math.floor(ms / 1000), nanos: (ms % 1000) * 1_000_000 }
}
