import type { Logger } from '@waybill/logger'
import { createWorkerLoop } from '@waybill/worker-loop'
import type { WatchOrders } from '../use-cases/watch-orders.ts'

type Deps = { logger: Pick<Logger, 'debug' | 'info' | 'error'>; random: () => number; intervalMs: number }

const name = 'order-watch'

/**
 * Looks at the orders that are followed, again and again. A look that fails is logged when it is the first of an outage and
 * repeated at the same pace: a stream should move as soon as the database is back.
 */
export function createOrderWatch(watchOrders: WatchOrders, { logger, ...deps }: Deps) {
  let failedLooks = 0

  async function look() {
    try {
      await watchOrders()
      if (failedLooks > 0) logger.info({ worker: name, failedLooks }, 'followed orders can be seen again')
      failedLooks = 0
    } catch (error) {
      if (failedLooks === 0) logger.error({ worker: name, err: error }, 'followed orders cannot be seen')
      failedLooks += 1
    }
    return 'idle' as const
  }

  return createWorkerLoop({ name, work: look, logger, ...deps })
}
