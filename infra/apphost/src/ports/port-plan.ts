import { type AppModel, instancesOf } from '../model/resource.ts'

/** One port that the topology needs. `key` is how a person names it: `order`, `order-2`, `mailbox-smtp`. */
export type PortNeed = { key: string; instance: string; endpoint: string; defaultPort: number }

/** By key. */
export type Ports = Record<string, number>

/** What was chosen cannot be used; `message` names every fault. */
export class PortChoiceError extends Error {
  override readonly name = 'PortChoiceError'
}

/** The app host's own port, for its control address. */
export const controlKey = 'apphost'
const controlNeed: PortNeed = { key: controlKey, instance: controlKey, endpoint: 'http', defaultPort: 3099 }

/** Replicas after the first stand this far above it: order 3001, order-2 3021, order-3 3041. */
const replicaStep = 20

/** Every port of the topology, the control address first. */
export function portNeeds(model: AppModel): PortNeed[] {
  const needs = model.resources.flatMap((resource) =>
    instancesOf(resource).flatMap((instance, replica) =>
      resource.endpoints.map((endpoint, index) => ({
        key: portKey(instance, index === 0 ? undefined : endpoint.name),
        instance,
        endpoint: endpoint.name,
        defaultPort: endpoint.port + replica * replicaStep,
      })),
    ),
  )
  return [controlNeed, ...needs]
}

/** The environment variable that chooses this port: `PORT_ORDER`, `PORT_E_WALLET`, `PORT_MAILBOX_SMTP`. */
export const portVariable = (key: string): string => `PORT_${key.toUpperCase().replaceAll('-', '_')}`

/**
 * `PORT_<NAME>` decides before the file (`.waybill/ports.json`, by key), and the file before the documented port, which
 * `PORT_OFFSET` (or `offset` in the file) moves for all together. Throws `PortChoiceError` for what is no port, for a
 * port chosen twice, and for a name in the file that nothing has.
 */
export function choosePorts(
  needs: readonly PortNeed[],
  chosen: { environment: Record<string, string | undefined>; file: Record<string, unknown> },
): Ports {
  const offset = Number(chosen.environment.PORT_OFFSET ?? chosen.file.offset ?? 0)
  const ports = Object.fromEntries(
    needs.map(({ key, defaultPort }) => [
      key,
      Number(chosen.environment[portVariable(key)] ?? chosen.file[key] ?? defaultPort + offset),
    ]),
  )
  const faults = [...unknownNames(needs, chosen.file), ...noPorts(ports), ...repeatedPorts(ports)]
  if (faults.length > 0) throw new PortChoiceError(faults.join('\n'))
  return ports
}

const portKey = (instance: string, endpoint: string | undefined) => (endpoint ? `${instance}-${endpoint}` : instance)

function unknownNames(needs: readonly PortNeed[], file: Record<string, unknown>): string[] {
  const known = new Set(['offset', ...needs.map((need) => need.key)])
  return Object.keys(file)
    .filter((name) => !known.has(name))
    .map((name) => `ports.json names "${name}", which is no part of Waybill. Parts: ${[...known].join(', ')}`)
}

function noPorts(ports: Ports): string[] {
  return Object.entries(ports)
    .filter(([, port]) => !(Number.isInteger(port) && port >= 1 && port <= 65_535))
    .map(
      ([key]) =>
        `The port chosen for ${key} is not a number from 1 to 65535 (${portVariable(key)}, PORT_OFFSET or ports.json)`,
    )
}

function repeatedPorts(ports: Ports): string[] {
  const entries = Object.entries(ports)
  return entries.flatMap(([key, port], index) => {
    const earlier = entries.slice(0, index).find(([, other]) => other === port)
    return earlier ? [`Port ${port} is chosen for both ${earlier[0]} and ${key}`] : []
  })
}
