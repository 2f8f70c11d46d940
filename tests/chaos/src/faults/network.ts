import { disturbances } from '../network/disturbances.ts'
import { createDeck, pairsOf } from './chance.ts'
import type { FaultContext } from './fault.ts'
import { createPace } from './pace.ts'
import { createSpells } from './spells.ts'

const kinds = Object.keys(disturbances) as (keyof typeof disturbances)[]
const longestMs = 10_000

/** One way between two parts at a time turns bad: a blackhole for 10 s, all else for 1 to 10 s; several may be bad at once. */
export function createNetworkFaults({ system: { links }, record, random }: FaultContext) {
  const spells = createSpells()
  const deck = createDeck(random, pairsOf(links.all, kinds))
  const pace = createPace({
    ...{ random, everyMs: [500, 2_500] },
    act() {
      const drawn = deck.draw()
      if (!drawn) return
      const [link, kind] = drawn
      const durationMs = kind === 'blackhole' ? longestMs : 1_000 + random() * (longestMs - 1_000)
      const ended = record.inject('network', link.name, kind)
      const heal = link.disturb(disturbances[kind])
      spells.add(durationMs, () => {
        heal()
        ended()
      })
    },
  })
  return {
    start: async () => pace.start(),
    async stop(): Promise<void> {
      await pace.stop()
      await spells.end()
    },
  }
}
