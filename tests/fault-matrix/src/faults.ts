import { type ChaosSystem, cut, type Disturbance, disturbances } from '@waybill/chaos'
import { linksOf } from './links-of.ts'
import type { Target } from './targets.ts'

/** A fault that has begun: it lasts so long, and then `end` heals what does not heal by itself. */
export type Begun = { lastsMs: number; end: () => Promise<unknown> }
type Begin = (hit: { system: ChaosSystem; target: Target }) => Promise<Begun>

const stopMs = 45_000
/** Longer than the leases of the outbox, of payments and of confirmations. */
const networkMs = 16_000
const resetsMs = 10_000

const resets: Disturbance = ({ pair }) => (pair.random() < 0.2 ? cut(pair) : { do: 'pass' })

/** What can happen to a part, the longest first. A process that ended is started again by the app host. */
const faults = {
  stop: async ({ system, target }) => {
    await signal(system, target, 'SIGSTOP')
    return { lastsMs: stopMs, end: () => signal(system, target, 'SIGCONT') }
  },
  blackhole: disturbing(disturbances.blackhole, networkMs),
  slow: disturbing(disturbances.slow, networkMs),
  /** One piece in five cuts its connection: hardly any new one to the database lives until it may ask. */
  reset: disturbing(resets, resetsMs),
  kill: async ({ system, target }) => {
    await signal(system, target, 'SIGKILL')
    return { lastsMs: 0, end: async () => {} }
  },
  term: async ({ system, target }) => {
    const restarted = Promise.all(target.processes.map((name) => system.host.resource(name).restart()))
    return { lastsMs: 0, end: () => restarted }
  },
} as const satisfies Record<string, Begin>

export type FaultName = keyof typeof faults
export const faultNames = Object.keys(faults) as FaultName[]

/** After these a process has ended because it was told to. */
export const endsProcesses = (fault: FaultName): boolean => fault === 'kill' || fault === 'term'

/** Resolves when the fault is at work. */
export const beginFault = (fault: FaultName, hit: Parameters<Begin>[0]): Promise<Begun> => faults[fault](hit)

/** Every way from and to the part is disturbed alike. */
function disturbing(disturbance: Disturbance, lastsMs: number): Begin {
  return async ({ system, target }) => {
    const links = linksOf(system.links.all, target)
    for (const link of links) link.disturb(disturbance)
    const heal = async () => {
      for (const link of links) link.heal()
    }
    return { lastsMs, end: heal }
  }
}

const signal = ({ host }: ChaosSystem, { processes }: Target, name: NodeJS.Signals): Promise<unknown> =>
  Promise.all(processes.map((process) => host.resource(process).kill(name)))
