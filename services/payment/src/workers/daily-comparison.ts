import type { Logger } from '@waybill/logger'
import { acceptTraceparent, runInContext } from '@waybill/request-context'
import { createWorkerLoop } from '@waybill/worker-loop'

type Deps = { logger: Logger; newId: () => string; random: () => number }

const dayMs = 24 * 3_600_000

/** Compares our payments with the provider's, at the start and then once a day; not done, it is done some minutes later. */
export function createDailyComparison(compare: () => Promise<void>, { logger, newId, random }: Deps) {
  const work = async () => {
    await runInContext({ requestId: newId(), traceparent: acceptTraceparent(undefined, random) }, compare)
    return 'idle' as const
  }
  return createWorkerLoop({ name: 'comparison', intervalMs: dayMs, maxBackoffMs: 600_000, work, logger, random })
}
