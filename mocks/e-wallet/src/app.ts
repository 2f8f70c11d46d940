import { createPaymentRequestRoute } from './routes/create-payment-request.route.ts'
import { findPaymentRequestsRoute } from './routes/find-payment-requests.route.ts'
import { listScenariosRoute } from './routes/list-scenarios.route.ts'
import { readJournalRoute } from './routes/read-journal.route.ts'
import { setScenariosRoutes } from './routes/set-scenarios.route.ts'

/** What the doors call: each door one use case. */
export type EWalletUseCases = {
  createPaymentRequest: Parameters<typeof createPaymentRequestRoute>[0]
  findPaymentRequests: Parameters<typeof findPaymentRequestsRoute>[0]
  listScenarios: Parameters<typeof listScenariosRoute>[0]
  setScenarios: Parameters<typeof setScenariosRoutes>[0]
  readJournal: Parameters<typeof readJournalRoute>[0]
}

/** Every URL of the e-wallet, one line each. */
export const eWalletRouters = (use: EWalletUseCases) => [
  /* POST /api/payment/payment-requests       */ createPaymentRequestRoute(use.createPaymentRequest),
  /* GET  /api/payment/payment-requests       */ findPaymentRequestsRoute(use.findPaymentRequests),
  /* GET  /control/scenarios                  */ listScenariosRoute(use.listScenarios),
  /* POST, DELETE /control/scenarios          */ setScenariosRoutes(use.setScenarios),
  /* GET  /control/journal                    */ readJournalRoute(use.readJournal),
]
