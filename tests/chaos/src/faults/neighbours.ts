import { setTimeout as pause } from 'node:timers/promises'
import { strangers } from '../network/disturbances.ts'
import type { FaultContext } from './fault.ts'
import { createPace, pick } from './pace.ts'

const services = ['production', 'invoice'] as const
const modes = ['fail', 'hang', 'nonsense'] as const
const answers = Object.keys(strangers) as (keyof typeof strangers)[]

/** Production and invoice that fail, hang or talk nonsense for a few calls; a stranger who answers in a neighbour's place. */
export function createNeighbourFaults({ system, record, random }: FaultContext) {
  const over = new AbortController()
  const gone = new Set<Promise<void>>()
  const roads = system.links.all.filter(({ protocol, name }) => protocol === 'http' && !isOurs(name))

  const misbehave = createPace({
    random,
    everyMs: [3_000, 9_000],
    async act() {
      const [service, mode, times] = [pick(random, services), pick(random, modes), 1 + Math.floor(random() * 4)]
      await system.call(service, '/control/behaviour', { method: 'POST', body: { mode, times } })
      record.inject('neighbours', service, `${mode} × ${times}`)()
    },
  })
  const impersonate = createPace({
    random,
    everyMs: [2_000, 6_000],
    act() {
      const [link, kind, durationMs] = [pick(random, roads), pick(random, answers), 500 + random() * 2_500]
      const ended = record.inject('neighbours', link.name, kind)
      link.disturb(strangers[kind])
      const leaving = pause(durationMs, undefined, { signal: over.signal }).catch(() => {})
      gone.add(leaving.then(link.heal).then(ended))
    },
  })

  return {
    async start(): Promise<void> {
      misbehave.start()
      impersonate.start()
    },
    async stop(): Promise<void> {
      await Promise.all([misbehave.stop(), impersonate.stop()])
      over.abort()
      await Promise.all(gone)
      for (const service of services) {
        await system.insist(service, '/control/behaviour', { method: 'POST', body: { mode: 'ok' } })
      }
    },
  }
}

/** The clients' own ways, and those to the queues, whose answers have faults of their own. */
const isOurs = (link: string) => link.startsWith('clients') || link.endsWith('queue-proxy')
