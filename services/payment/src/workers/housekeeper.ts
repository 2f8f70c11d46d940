import type { Logger } from '@waybill/logger'
import { createWorkerLoop } from '@waybill/worker-loop'

/** Deletes what is kept only for a time. */
export function createHousekeeper(cleanUp: () => Promise<number>, deps: { logger: Logger; random: () => number }) {
  const work = async () => ((await cleanUp()) > 0 ? ('more' as const) : ('idle' as const))
  return createWorkerLoop({ name: 'housekeeper', intervalMs: 60_000, work, ...deps })
}
