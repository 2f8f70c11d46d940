import { orderOperationsApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { RedriveDeadLetters } from '../use-cases/redrive-dead-letters.ts'

export function redriveDeadLettersRoute(redriveDeadLetters: RedriveDeadLetters) {
  return createRouter().openapi(orderOperationsApi.redriveDeadLetters, async (c) => {
    const operator = c.req.valid('header')['x-operator'] ?? 'operator'
    return c.json(await redriveDeadLetters({ ...c.req.valid('json'), operator }), 200)
  })
}
