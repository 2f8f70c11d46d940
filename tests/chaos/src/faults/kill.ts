import { createDeck } from './chance.ts'
import type { FaultContext } from './fault.ts'
import { createPace } from './pace.ts'

/** SIGKILL for a process and all below it, every 2 s another one, all of them equally often. The app host starts it again. */
export function createKills({ system: { host }, record, random }: FaultContext) {
  const deck = createDeck(random, host.names)
  const lives = (name: string) => host.resource(name).pid !== undefined && !record.isHeld(name)
  const pace = createPace({
    random,
    everyMs: [2_000, 2_000],
    async act() {
      const target = deck.draw(lives)
      if (target === undefined) return
      const ended = record.inject('kill', target)
      await host.resource(target).kill('SIGKILL')
      ended()
    },
  })
  return { start: async () => pace.start(), stop: pace.stop }
}
