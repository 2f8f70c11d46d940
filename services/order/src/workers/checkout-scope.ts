import { acceptTraceparent, runInContext } from '@waybill/request-context'

type Deps = { newId: () => string; random: () => number }

/** Finishes a checkout in a context of its own, so that each log line and call says whose it is. */
export function createCheckoutScope({ newId, random }: Deps) {
  return <T>({ userId, orderId }: { userId: string; orderId: string }, work: () => Promise<T>): Promise<T> =>
    runInContext({ requestId: newId(), traceparent: acceptTraceparent(undefined, random), userId, orderId }, work)
}
