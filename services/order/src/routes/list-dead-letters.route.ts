import { orderOperationsApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { ListDeadLetters } from '../use-cases/list-dead-letters.ts'

export function listDeadLettersRoute(listDeadLetters: ListDeadLetters) {
  return createRouter().openapi(orderOperationsApi.listDeadLetters, async (c) =>
    c.json({ data: await listDeadLetters(c.req.valid('query').queue) }, 200),
  )
}
