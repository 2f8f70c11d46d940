import { invoiceApi } from '@waybill/contracts'
import { type EffectRouteDeps, effectRoutes } from '@waybill/effect-journal'

/** POST /api/internal/v1/invoices, POST /control/behaviour, GET /control/journal. */
export const invoiceRouters = (deps: EffectRouteDeps) => [effectRoutes(invoiceApi, deps)]
