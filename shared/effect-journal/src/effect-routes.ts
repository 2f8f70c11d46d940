import type { invoiceApi, productionApi } from '@waybill/contracts'
import { createRouter, sendProblem } from '@waybill/http-server'
import type { Behaviours } from './behaviours.ts'
import type { Effects } from './effects.ts'

export type EffectRouteDeps = {
  effects: Effects
  behaviours: Behaviours
  /** Aborts when the process stops, so that no call hangs longer than that. */
  stopping: AbortSignal
}

/** The doors of a stand-in for a service that does one thing for an order, once for each idempotency key. */
export function effectRoutes(api: typeof productionApi | typeof invoiceApi, deps: EffectRouteDeps) {
  const { effects, behaviours, stopping } = deps
  const router = createRouter()
  router.openapi(api.create as typeof productionApi.create, async (c) => {
    const mode = await behaviours.next()
    if (mode === 'fail') return sendProblem(c, 500, 'behaviour-fail')
    if (mode === 'hang') {
      await aborted(AbortSignal.any([c.req.raw.signal, stopping]))
      return sendProblem(c, 503, 'behaviour-hang') // to nobody, unless the process stops
    }
    const body = c.req.valid('json')
    const { processId, orderId } = body
    const idempotencyKey = c.req.valid('header')['idempotency-key']
    const reference = await effects.perform({ idempotencyKey, processId, orderId, body })
    if (mode === 'nonsense') return c.html('<p>Everything is fine</p>', 201) as never
    return c.json({ processId, reference }, 201)
  })
  router.openapi(api.setBehaviour, async (c) => {
    const behaviour = c.req.valid('json')
    await behaviours.set(behaviour)
    return c.json(behaviour, 200)
  })
  router.openapi(api.journal, async (c) => c.json({ data: await effects.journal() }, 200))
  return router
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
