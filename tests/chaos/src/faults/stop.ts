import { createDeck, pick } from './chance.ts'
import { type FaultContext, sparedIn } from './fault.ts'
import { createPace } from './pace.ts'
import { createSpells } from './spells.ts'

/** Shorter than every lease, and longer than those of the outbox and of payments. */
const briefMs = [2_000, 12_000]
/** Longer than every lease. */
const longMs = 45_000

/** SIGSTOP for a process and all below it, later SIGCONT: often briefly, and every 60 s one for 45 s. */
export function createStops({ system: { host }, record, random, seconds }: FaultContext) {
  const spells = createSpells()
  const brief = createDeck(random, host.names)
  const long = createDeck(
    random,
    host.names.filter((name) => !sparedIn(seconds).includes(name)),
  )
  const isFree = (name: string) => host.resource(name).pid !== undefined && !record.isHeld(name)

  async function freeze(name: string | undefined, durationMs: number): Promise<void> {
    if (name === undefined) return
    const ended = record.inject('stop', name, `${durationMs / 1_000} s`)
    await host.resource(name).kill('SIGSTOP')
    spells.add(durationMs, () => host.resource(name).kill('SIGCONT').then(ended))
  }

  const often = createPace({
    ...{ random, everyMs: [4_000, 10_000] },
    act: () => freeze(brief.draw(isFree), pick(random, briefMs)),
  })
  const everyMinute = createPace({
    ...{ random, everyMs: [60_000, 60_000], firstWithinMs: 15_000 },
    act: () => freeze(long.draw(isFree), longMs),
  })
  return {
    async start(): Promise<void> {
      often.start()
      everyMinute.start()
    },
    async stop(): Promise<void> {
      await Promise.all([often.stop(), everyMinute.stop()])
      await spells.end()
    },
  }
}
