import type { FaultContext } from './fault.ts'
import { createPace, pick } from './pace.ts'

/** SIGKILL for a process and all below it, every 2 to 5 s another one. The app host starts it again. */
export function createKills({ system: { host }, record, random }: FaultContext) {
  const pace = createPace({
    random,
    everyMs: [2_000, 5_000],
    async act() {
      const target = host.resource(pick(random, host.names))
      if (target.pid === undefined) return // between two lives already
      const ended = record.inject('kill', target.name)
      await target.kill('SIGKILL')
      ended()
    },
  })
  return { start: async () => pace.start(), stop: pace.stop }
}
