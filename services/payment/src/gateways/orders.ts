import { ordersInternalApi, type PaymentOutcome } from '@waybill/contracts'
import { NeighbourFault } from '@waybill/errors'
import type { Client } from '@waybill/http-client'

type Fact = {
  paymentId: string
  userId: string
  orderId: string
  checkoutId: string
  outcome: PaymentOutcome
  failureReason: string | null
  occurredAt: string
}

/** The order service, which must learn how each payment ended. */
export function createOrderGateway({ call }: { call: Client }) {
  return {
    /** Whether the order could take the fact. Throws on every answer but 200 about this order: the fact is then told again. */
    async confirm({ userId, orderId, failureReason, ...fact }: Fact): Promise<{ applied: boolean }> {
      const { paymentId, checkoutId, outcome, occurredAt } = fact
      const body = { paymentId, checkoutId, outcome, occurredAt, ...(failureReason && { failureReason }) }
      const answer = await call(ordersInternalApi.confirmPayment, { params: { userId, orderId }, body })
      if (answer.status !== 200) throw new Error(`order answered ${answer.status} ${answer.body.code}`)
      if (answer.body.orderId !== orderId) throw anotherOrder()
      return { applied: answer.body.applied }
    },
  }
}

const anotherOrder = () =>
  new NeighbourFault({
    ...{ neighbour: 'order', kind: 'unreadable', fault: 'passing', status: 200 },
    message: 'order answered 200 about another order',
  })
