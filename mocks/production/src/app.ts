import { productionApi } from '@waybill/contracts'
import { type EffectRouteDeps, effectRoutes } from '@waybill/effect-journal'

/** POST /api/internal/v1/productions, POST /control/behaviour, GET /control/journal. */
export const productionRouters = (deps: EffectRouteDeps) => [effectRoutes(productionApi, deps)]
