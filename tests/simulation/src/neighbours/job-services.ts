import { invoiceApi, productionApi } from '@waybill/contracts'
import { createLife } from '../machine/life.ts'
import { type Answer, createRoutes } from '../network/routes.ts'
import type { World } from '../world.ts'

export type Effect = {
  job: 'production' | 'invoice'
  key: string
  processId: string
  orderId: string
  reference: string
}

/** The production and the invoice service: one effect for each key. They fail before it, after it, for good, or answer nonsense. */
export function startJobServices({ clock, chance, network }: World): Map<string, Effect> {
  const effects = new Map<string, Effect>()
  for (const job of ['production', 'invoice'] as const) {
    const life = createLife({ name: job, clock })
    const routes = createRoutes()

    async function act(key: string, { processId, orderId }: { processId: string; orderId: string }): Promise<Answer> {
      await life.pause(chance.strikes(0.01) ? 60_000 : chance.between(1, 200))
      if (chance.strikes(0.02)) return { status: 500, body: {} }
      if (chance.strikes(0.003)) return { status: 422, body: { code: 'not-possible' } }
      const effect = effects.get(key) ?? { job, key, processId, orderId, reference: `${job}-${effects.size + 1}` }
      effects.set(key, effect)
      if (chance.strikes(0.02)) return { status: 503, body: {} }
      return {
        status: 201,
        body: { processId: chance.strikes(0.003) ? orderId : processId, reference: effect.reference },
      }
    }

    const { create } = { production: productionApi, invoice: invoiceApi }[job]
    routes.on(create, ({ headers, body }) => act(headers['idempotency-key'], body))
    network.listen(job, { life, routes })
  }
  return effects
}
