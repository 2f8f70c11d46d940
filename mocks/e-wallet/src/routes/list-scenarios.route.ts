import { eWalletApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { ListScenarios } from '../use-cases/list-scenarios.ts'

export function listScenariosRoute(listScenarios: ListScenarios) {
  return createRouter().openapi(eWalletApi.listScenarios, async (c) => c.json({ data: await listScenarios() }, 200))
}
