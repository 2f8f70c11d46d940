import { totalOf } from '../../../../services/order/src/domain/new-order.ts'
import { refusedCents } from '../neighbours/wallet.ts'
import { counted, type Evidence, type Invariant } from './invariant.ts'

const paymentsOf = ({ world }: Evidence) => [...world.payment.tables.payments.all()]
const ordersOf = ({ world }: Evidence) => [...world.order.tables.orders.all()]

/** The payment by which the order was paid, by the order's own attempts. */
function settling({ world }: Evidence, orderId: string): string[] {
  const ended = world.order.tables.checkouts.ofOrder(orderId).filter(({ outcome }) => outcome === 'succeeded')
  return ended
    .map(({ paymentId }) => paymentId ?? '')
    .filter((id) => world.payment.tables.payments.get(id)?.status === 'succeeded')
}

/** M: nobody pays twice, for nothing or too much. The e-wallet is the truth. */
export const money: Invariant[] = [
  {
    id: 'M1',
    meaning: 'at most one succeeded payment per order, by the e-wallet',
    find(evidence) {
      const orderOf = (reference: string) => evidence.world.payment.tables.payments.get(reference)?.orderId ?? reference
      const succeeded = [...evidence.wallet.payments.values()].filter(({ status }) => status === 'succeeded')
      const perOrder = counted(succeeded, ({ merchantReference }) => orderOf(merchantReference))
      return [...perOrder]
        .filter(([, count]) => count > 1)
        .map(([orderId, count]) => ({ orderId, what: `paid ${count} times` }))
    },
  },
  {
    id: 'M2',
    meaning: 'every payment at the e-wallet is ours, decided, with the same outcome',
    find({ wallet, world }) {
      return [...wallet.payments.values()].flatMap(({ merchantReference, status, paymentRequestId }) => {
        const ours = world.payment.tables.payments.get(merchantReference)
        if (ours?.status === status && ours.providerPaymentId === paymentRequestId) return []
        return [{ orderId: ours?.orderId, what: `${merchantReference}: ${status} there, ${ours?.status} here` }]
      })
    },
  },
  {
    id: 'M3',
    meaning: 'every payment that we call succeeded, the e-wallet does too',
    find: (evidence) =>
      paymentsOf(evidence)
        .filter(({ status, id }) => status === 'succeeded' && evidence.wallet.payments.get(id)?.status !== 'succeeded')
        .map(({ orderId, id }) => ({ orderId, what: id })),
  },
  {
    id: 'M4',
    meaning: 'amount and currency are equal in order, payment and e-wallet',
    find: (evidence) =>
      paymentsOf(evidence).flatMap(({ id, orderId, amountMinor, currency }) => {
        const order = evidence.world.order.tables.orders.get(orderId)
        const wallet = evidence.wallet.payments.get(id)
        const isSame = order?.totalMinor === amountMinor && order.currency === currency
        const isSameThere = !wallet || (wallet.amountMinor === amountMinor && wallet.currency === currency)
        return isSame && isSameThere ? [] : [{ orderId, what: id }]
      }),
  },
  {
    id: 'M5',
    meaning: 'the total of an order is the sum of its items',
    find: (evidence) =>
      ordersOf(evidence)
        .filter(({ totalMinor, items }) => totalMinor !== totalOf(items))
        .map(({ id, totalMinor }) => ({ orderId: id, what: String(totalMinor) })),
  },
  {
    id: 'M6',
    meaning: 'an order is paid if and only if a payment of it succeeded; any other succeeded payment is flagged',
    find: (evidence) => [
      ...ordersOf(evidence)
        .filter(({ id, status }) => settling(evidence, id).length !== (status === 'paid' ? 1 : 0))
        .map(({ id, status }) => ({ orderId: id, what: `${status}, settled by [${settling(evidence, id)}]` })),
      ...paymentsOf(evidence)
        .filter(({ id, status, flag, orderId }) => {
          return status === 'succeeded' && flag === null && !settling(evidence, orderId).includes(id)
        })
        .map(({ id, orderId }) => ({ orderId, what: `${id} succeeded for nothing, and is not flagged` })),
    ],
  },
  {
    id: 'M7',
    meaning: '.99 succeeds, .11 and what the e-wallet refuses fail',
    find: (evidence) =>
      paymentsOf(evidence)
        .filter(({ amountMinor, status }) => {
          const wanted = new Map([
            [99, 'succeeded'],
            [11, 'failed'],
            [refusedCents, 'failed'],
          ]).get(amountMinor % 100)
          return wanted !== undefined && wanted !== status
        })
        .map(({ orderId, amountMinor, status }) => ({ orderId, what: `${amountMinor} ${status}` })),
  },
]
