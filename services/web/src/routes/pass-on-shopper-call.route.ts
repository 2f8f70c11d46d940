import { ordersApi } from '@waybill/contracts'
import { createRouter } from '@waybill/http-server'
import type { PassOnShopperCall } from '../use-cases/pass-on-shopper-call.ts'
import { addPassedRoute } from './pass-on.ts'

/** Order's user-facing routes, all of them and nothing else. */
export function passOnShopperCallRoutes(passOnShopperCall: PassOnShopperCall) {
  const router = createRouter()
  for (const route of Object.values(ordersApi)) {
    addPassedRoute(router, route, 'order', (call) => passOnShopperCall(route, call))
  }
  return router
}
