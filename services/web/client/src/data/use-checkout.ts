import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ordersApi } from '@waybill/contracts'
import { useEffect } from 'react'
import { createCheckoutKeys } from './checkout-keys.ts'
import { isUndecided } from './checkout-verdict.ts'
import { type OrderKey, refreshOrder } from './order.ts'
import { pauseMs } from './query-client.ts'
import { request } from './request.ts'

const keys = createCheckoutKeys({
  storage: () => window.localStorage,
  newId: () => crypto.randomUUID(),
  now: () => Date.now(),
})

/**
 * Asks for payment once, however often it is called or the page is loaded: under one key, which is kept until the answer is
 * known. A checkout whose answer was still unknown when the page was left goes on by itself.
 */
export function useCheckout(order: OrderKey) {
  const client = useQueryClient()
  const { userId, orderId } = order
  const { mutate, isPending, failureCount, failureReason, error } = useMutation({
    scope: { id: `checkout-${orderId}` }, // one after the other, also with one that an earlier visit to the page began
    mutationFn: (key: string) =>
      request(ordersApi.checkout, { params: { userId, orderId }, headers: { 'idempotency-key': key } }),
    retry: (_, cause) => isUndecided(cause),
    retryDelay: pauseMs,
    onSettled: async (_, __, key) => {
      keys.drop(orderId, key)
      await refreshOrder(client, order)
    },
  })

  useEffect(() => {
    const unanswered = keys.kept(orderId)
    if (unanswered) mutate(unanswered)
  }, [mutate, orderId])

  return {
    checkout: () => {
      if (!isPending) mutate(keys.take(orderId))
    },
    isAsking: isPending,
    /** Why there is no answer yet, after the first attempt. */
    unansweredBecause: isPending && failureCount > 0 ? failureReason : null,
    refusal: error,
  }
}
