import { createDeck } from './chance.ts'
import { type FaultContext, sparedIn } from './fault.ts'
import { createPace } from './pace.ts'
import { createSpells } from './spells.ts'

const blockMs = 40_000
/** The tolerance of webhooks to the second: signed or judged by such a clock, a true one is refused as soon as it took any time. */
const shiftMs = 300_000
const shiftedForMs = 40_000

/** PostgreSQL is no program of ours; a queue server whose clock went back would keep messages from everyone for five minutes. */
const without = (seconds: number) => ({ block: ['postgres', ...sparedIn(seconds)], clock: ['postgres', 'queues'] })

/** Of one process after the other the event loop blocks for 40 s, and the clock of one goes wrong by 5 min for 40 s: each once a minute. */
export function createInsideFaults({ system, record, random, seconds }: FaultContext) {
  const { host, trouble } = system
  const spells = createSpells()
  const isFit = (name: string) => host.resource(name).state === 'Healthy' && !record.isHeld(name)

  const everyMinute = (fault: 'block' | 'clock', lastsMs: number, order: () => { what: string; body: object }) => {
    const deck = createDeck(
      random,
      host.names.filter((name) => !without(seconds)[fault].includes(name)),
    )
    return createPace({
      ...{ random, everyMs: [60_000, 60_000], firstWithinMs: 20_000 },
      act() {
        const target = deck.draw(isFit)
        const { what, body } = order()
        const relieve = target && trouble.give(host.resource(target), body)
        if (!relieve) return
        const ended = record.inject(fault, target, what)
        spells.add(lastsMs, () => {
          relieve()
          ended()
        })
      },
    })
  }
  const paces = [
    everyMinute('block', blockMs, () => ({ what: `${blockMs / 1_000} s`, body: { blockMs } })),
    everyMinute('clock', shiftedForMs, () => {
      const isAhead = random() < 0.5
      return { what: isAhead ? '+5 min' : '-5 min', body: { shiftMs: isAhead ? shiftMs : -shiftMs } }
    }),
  ]

  return {
    async start(): Promise<void> {
      for (const pace of paces) pace.start()
    },
    async stop(): Promise<void> {
      await Promise.all(paces.map((pace) => pace.stop()))
      await spells.end()
    },
  }
}
