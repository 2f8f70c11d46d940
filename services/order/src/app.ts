import { createRateLimit, type RateLimits } from '@waybill/http-server'
import { checkoutOrderRoute } from './routes/checkout-order.route.ts'
import { confirmPaymentRoute } from './routes/confirm-payment.route.ts'
import { createOrderRoute } from './routes/create-order.route.ts'
import { followOrderRoute } from './routes/follow-order.route.ts'
import { getInternalOrderRoute } from './routes/get-internal-order.route.ts'
import { getOrderRoute } from './routes/get-order.route.ts'
import { getOrderProcessRoute } from './routes/get-order-process.route.ts'
import { listDeadLettersRoute } from './routes/list-dead-letters.route.ts'
import { listOrderProcessesRoute } from './routes/list-order-processes.route.ts'
import { listOrdersRoute } from './routes/list-orders.route.ts'
import { listOutboxRoute } from './routes/list-outbox.route.ts'
import { readOverviewRoute } from './routes/read-overview.route.ts'
import { redriveDeadLettersRoute } from './routes/redrive-dead-letters.route.ts'
import { releaseOutboxRoute } from './routes/release-outbox.route.ts'
import { reportJobStatusRoute } from './routes/report-job-status.route.ts'
import { retryJobRoute } from './routes/retry-job.route.ts'
import { retryMatchingJobsRoute } from './routes/retry-matching-jobs.route.ts'
import { searchOrdersRoute } from './routes/search-orders.route.ts'

/** What the doors call: each door one use case. */
export type OrderUseCases = {
  searchOrders: Parameters<typeof searchOrdersRoute>[0]
  getOrder: Parameters<typeof getOrderRoute>[0]
  followOrder: Parameters<typeof followOrderRoute>[0]
  checkoutOrder: Parameters<typeof checkoutOrderRoute>[0]
  createOrder: Parameters<typeof createOrderRoute>[0]
  getInternalOrder: Parameters<typeof getInternalOrderRoute>[0]
  listOrders: Parameters<typeof listOrdersRoute>[0]
  confirmPayment: Parameters<typeof confirmPaymentRoute>[0]
  reportJobStatus: Parameters<typeof reportJobStatusRoute>[0]
  listOrderProcesses: Parameters<typeof listOrderProcessesRoute>[0]
  getOrderProcess: Parameters<typeof getOrderProcessRoute>[0]
  retryJob: Parameters<typeof retryJobRoute>[0]
  retryMatchingJobs: Parameters<typeof retryMatchingJobsRoute>[0]
  listParkedEvents: Parameters<typeof listOutboxRoute>[0]
  releaseParkedEvent: Parameters<typeof releaseOutboxRoute>[0]
  listDeadLetters: Parameters<typeof listDeadLettersRoute>[0]
  redriveDeadLetters: Parameters<typeof redriveDeadLettersRoute>[0]
  readOverview: Parameters<typeof readOverviewRoute>[0]
}

/** Every URL of the order service, one line each. */
export const orderRouters = (use: OrderUseCases) => [
  /* GET  /api/v1/users/{userId}/orders                                        */ searchOrdersRoute(use.searchOrders),
  /* GET  /api/v1/users/{userId}/orders/{orderId}                              */ getOrderRoute(use.getOrder),
  /* GET  /api/v1/users/{userId}/orders/{orderId}/events                       */ followOrderRoute(use.followOrder),
  /* POST /api/v1/users/{userId}/orders/{orderId}/checkout                     */ checkoutOrderRoute(use.checkoutOrder),
  /* POST /api/internal/v1/users/{userId}/orders                               */ createOrderRoute(use.createOrder),
  /* GET  /api/internal/v1/users/{userId}/orders/{orderId}                     */ getInternalOrderRoute(
    use.getInternalOrder,
  ),
  /* GET  /api/internal/v1/orders                                              */ listOrdersRoute(use.listOrders),
  /* POST /api/internal/v1/users/{userId}/orders/{orderId}/confirm-payment     */ confirmPaymentRoute(
    use.confirmPayment,
  ),
  /* POST /api/internal/v1/orderprocesses/{processId}/status                   */ reportJobStatusRoute(
    use.reportJobStatus,
  ),
  /* GET  /api/internal/v1/orderprocesses                                      */ listOrderProcessesRoute(
    use.listOrderProcesses,
  ),
  /* GET  /api/internal/v1/orderprocesses/{processId}                          */ getOrderProcessRoute(
    use.getOrderProcess,
  ),
  /* POST /api/internal/v1/orderprocesses/{processId}/jobs/{job}/retry         */ retryJobRoute(use.retryJob),
  /* POST /api/internal/v1/orderprocesses/retry                                */ retryMatchingJobsRoute(
    use.retryMatchingJobs,
  ),
  /* GET  /api/internal/v1/outbox                                              */ listOutboxRoute(use.listParkedEvents),
  /* POST /api/internal/v1/outbox/{id}/release                                 */ releaseOutboxRoute(
    use.releaseParkedEvent,
  ),
  /* GET  /api/internal/v1/deadletters                                         */ listDeadLettersRoute(
    use.listDeadLetters,
  ),
  /* POST /api/internal/v1/deadletters/redrive                                 */ redriveDeadLettersRoute(
    use.redriveDeadLetters,
  ),
  /* GET  /api/internal/v1/overview                                            */ readOverviewRoute(use.readOverview),
]

/** How often one user may ask. Internal routes are not limited: their callers are ours, and have limits of their own. */
export const orderGuards = (limits: RateLimits & { monotonicMs: () => number }) => [
  {
    path: '/api/v1/users/:userId/*',
    guard: createRateLimit({ ...limits, callerOf: (c) => userNamed(c.req.param('userId')) }),
  },
]

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** Until there are tokens, the caller is the user of the path. Who names none is refused by the route, and cheaply. */
const userNamed = (userId = '') => (uuid.test(userId) ? userId.toLowerCase() : undefined)
