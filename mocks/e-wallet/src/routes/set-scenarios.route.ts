import { eWalletApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { SetScenarios } from '../use-cases/set-scenarios.ts'

export function setScenariosRoutes(scenarios: SetScenarios) {
  const router = createRouter()
  router.openapi(eWalletApi.addScenario, async (c) => c.json({ id: await scenarios.add(c.req.valid('json')) }, 201))
  router.openapi(eWalletApi.clearScenarios, async (c) => {
    await scenarios.clear()
    return c.body(null, 204)
  })
  return router
}
