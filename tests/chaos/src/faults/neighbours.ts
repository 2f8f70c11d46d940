import { strangers } from '../network/disturbances.ts'
import { createDeck, pairsOf } from './chance.ts'
import type { FaultContext } from './fault.ts'
import { createPace } from './pace.ts'
import { createSpells } from './spells.ts'

const services = ['production', 'invoice'] as const
const modes = ['fail', 'hang', 'nonsense'] as const
const answers = Object.keys(strangers) as (keyof typeof strangers)[]

/**
 * Production and invoice that fail, hang or talk nonsense for a few calls; and on every way a stranger who answers in a
 * neighbour's place or keeps its answer to himself, on those to e-wallet, production and invoice as often as on all others.
 */
export function createNeighbourFaults({ system, record, random }: FaultContext) {
  const spells = createSpells()
  const roads = system.links.all.filter(({ protocol, name }) => protocol === 'http' && !isOurs(name))

  const behaviours = createDeck(random, pairsOf(services, modes))
  const misbehave = createPace({
    ...{ random, everyMs: [3_000, 9_000] },
    async act() {
      const [service, mode] = behaviours.draw() ?? ['production', 'fail']
      const times = 1 + Math.floor(random() * 4)
      await system.call(service, '/control/behaviour', { method: 'POST', body: { mode, times } })
      record.inject('neighbours', service, `${mode} × ${times}`)()
    },
  })

  const impersonators = [true, false].map((leadsOut) => {
    const chosen = roads.filter(({ name }) => leadsOut === /→(e-wallet|production|invoice)$/.test(name))
    const deck = createDeck(random, pairsOf(chosen, answers))
    return createPace({
      ...{ random, everyMs: [2_000, 6_000] },
      act() {
        const drawn = deck.draw()
        if (!drawn) return
        const [link, kind] = drawn
        const ended = record.inject('neighbours', link.name, kind)
        const heal = link.disturb(strangers[kind])
        spells.add(500 + random() * 2_500, () => {
          heal()
          ended()
        })
      },
    })
  })

  const paces = [misbehave, ...impersonators]
  return {
    async start(): Promise<void> {
      for (const pace of paces) pace.start()
    },
    async stop(): Promise<void> {
      await Promise.all(paces.map((pace) => pace.stop()))
      await spells.end()
      for (const service of services) {
        await system.insist(service, '/control/behaviour', { method: 'POST', body: { mode: 'ok' } })
      }
    },
  }
}

/** The clients' own ways, and those to the queues, whose answers have faults of their own. */
const isOurs = (link: string) => link.startsWith('clients') || link.endsWith('queue-proxy')
