import { queryOptions } from '@tanstack/react-query'
import { eWalletApi, type WalletScenario } from '@waybill/contracts'
import { live, opsRequest } from './ops-request.ts'

/** The scenarios that still wait for a payment, the next to apply first. */
export const scenariosQuery = queryOptions({
  queryKey: ['ops', 'e-wallet', 'scenarios'],
  queryFn: ({ signal }) => opsRequest(eWalletApi.listScenarios, {}, signal).then(({ body }) => body.data),
  ...live(),
})

export const addScenario = (scenario: WalletScenario) => opsRequest(eWalletApi.addScenario, { body: scenario })

export const clearScenarios = () => opsRequest(eWalletApi.clearScenarios, {})
