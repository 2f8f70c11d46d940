import { setTimeout as pause } from 'node:timers/promises'
import type { FaultContext } from './fault.ts'
import { createPace, pick } from './pace.ts'

/** Shorter than every lease, longer than those of the outbox and of payments, longer than all of them. */
const durationsMs = [2_000, 2_000, 12_000, 12_000, 35_000]
const longestForAllMs = 12_000
/** Without these everything stands still, and nothing is learned of the others. */
const neededByAll = ['postgres', 'queues']

/** SIGSTOP for a process and all below it, later SIGCONT; several may stand still at once. */
export function createStops({ system: { host }, record, random }: FaultContext) {
  const over = new AbortController()
  const resumed = new Set<Promise<void>>()
  const pace = createPace({
    random,
    everyMs: [4_000, 10_000],
    async act() {
      const target = host.resource(pick(random, host.names))
      const drawnMs = pick(random, durationsMs)
      const durationMs = neededByAll.includes(target.name) ? Math.min(drawnMs, longestForAllMs) : drawnMs
      if (target.pid === undefined) return
      const ended = record.inject('stop', target.name, `${durationMs / 1_000} s`)
      await target.kill('SIGSTOP')
      const resuming = resumeAfter(durationMs, target.name).then(ended)
      resumed.add(resuming)
    },
  })

  async function resumeAfter(durationMs: number, name: string): Promise<void> {
    await pause(durationMs, undefined, { signal: over.signal }).catch(() => {})
    await host.resource(name).kill('SIGCONT')
  }

  return {
    start: async () => pace.start(),
    async stop(): Promise<void> {
      await pace.stop()
      over.abort()
      await Promise.all(resumed)
    },
  }
}
