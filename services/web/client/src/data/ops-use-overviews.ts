import { attentionOf } from './ops-attention.ts'
import { useLive } from './ops-live.ts'
import { notificationOverview, orderOverview, paymentOverview } from './ops-overviews.ts'

/** The figures of the three services, and what in them waits for a person. Each fails alone. */
export function useOverviews() {
  const order = useLive(orderOverview)
  const payment = useLive(paymentOverview)
  const notification = useLive(notificationOverview)
  const attention = attentionOf({
    order: order.data?.now,
    payment: payment.data?.now,
    notification: notification.data?.now,
  })
  const parts = [order, payment, notification]
  return {
    ...{ order, payment, notification, attention },
    allAnswered: parts.every(({ data }) => data !== undefined),
    allReachable: parts.every(({ failure }) => failure === null),
  }
}
