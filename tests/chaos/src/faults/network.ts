import { setTimeout as pause } from 'node:timers/promises'
import { disturbances } from '../network/disturbances.ts'
import type { FaultContext } from './fault.ts'
import { createPace, pick } from './pace.ts'

const kinds = Object.keys(disturbances) as (keyof typeof disturbances)[]
const longestMs = 10_000

/** One way between two parts at a time turns bad, for up to 10 s; several may be bad at once. */
export function createNetworkFaults({ system: { links }, record, random }: FaultContext) {
  const over = new AbortController()
  const healed = new Set<Promise<void>>()
  const pace = createPace({
    random,
    everyMs: [500, 2_500],
    act() {
      const link = pick(random, links.all)
      const kind = pick(random, kinds)
      const durationMs = 1_000 + random() * (longestMs - 1_000)
      const ended = record.inject('network', link.name, kind)
      link.disturb(disturbances[kind])
      const healing = pause(durationMs, undefined, { signal: over.signal }).catch(() => {})
      healed.add(healing.then(link.heal).then(ended))
    },
  })
  return {
    start: async () => pace.start(),
    async stop(): Promise<void> {
      await pace.stop()
      over.abort()
      await Promise.all(healed)
    },
  }
}
