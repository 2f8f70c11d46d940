import { mailboxApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { ClearBehaviours } from '../use-cases/clear-behaviours.ts'

export function clearBehavioursRoute(clearBehaviours: ClearBehaviours) {
  return createRouter().openapi(mailboxApi.clearBehaviours, async (c) => {
    await clearBehaviours()
    return c.body(null, 204)
  })
}
