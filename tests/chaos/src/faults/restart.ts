import type { FaultContext } from './fault.ts'
import { createPace, pick } from './pace.ts'

/** SIGTERM for a process, which ends as it was taught to, and is started again. */
export function createRestarts({ system: { host }, record, random }: FaultContext) {
  const underWay = new Set<Promise<void>>()
  const pace = createPace({
    random,
    everyMs: [6_000, 14_000],
    act() {
      const target = host.resource(pick(random, host.names))
      underWay.add(target.restart().then(record.inject('restart', target.name)))
    },
  })
  return {
    start: async () => pace.start(),
    async stop(): Promise<void> {
      await pace.stop()
      await Promise.all(underWay)
    },
  }
}
