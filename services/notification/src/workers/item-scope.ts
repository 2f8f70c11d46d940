import { acceptTraceparent, runInContext } from '@waybill/request-context'
import { activeTraceparent, runAsConsumer } from '@waybill/telemetry'

export type Item = { userId: string; orderId: string; processId: string; traceparent: string | null }
export type ScopeDeps = { name: string; newId: () => string; random: () => number }

/** Runs the work on one item in the trace that asked for it, so that each log line and call says whose it is. */
export function inItemScope<T>(item: Item, { name, newId, random }: ScopeDeps, work: () => Promise<T>): Promise<T> {
  const { userId, orderId, processId } = item
  const traceparent = item.traceparent ?? undefined
  return runAsConsumer(name, { traceparent }, () => {
    const scope = { requestId: newId(), traceparent: activeTraceparent() ?? acceptTraceparent(traceparent, random) }
    return runInContext({ ...scope, userId, orderId, processId, job: 'notification' }, work)
  })
}
