import { randomUUIDv7 } from 'node:crypto'
import { type Answer, type ChaosSystem, createAsk, customerDomain, type DriverRecord } from '@waybill/chaos'
import { waitFor } from '@waybill/test-kit'

/** One order of one shopper; it is known by its amount, which no other has. */
export type Order = { userId: string; amountMinor: number; email: string; orderId: string }

export type Shop = ReturnType<typeof openShop>

type Deps = { system: ChaosSystem; record: DriverRecord; random: () => number; now: () => Date }

const [patienceMs, insistedMs] = [10_000, 90_000]

/** A shopper who asks again with the same key until the outcome is known, of one of the order services or the other. */
export function openShop({ system, record, random, now }: Deps) {
  const { clientUrls: urls } = system.links
  const ask = createAsk({ urls, serviceKey: system.host.secrets.serviceKey ?? '', random, now, tries: record.tries })
  const orders: Order[] = []

  const createOnce = ({ userId, amountMinor, email }: Order): Promise<Answer | undefined> =>
    ask({
      ...{ operation: 'create', userId, orderId: null, key: `create-of-${userId}`, patienceMs },
      path: `/api/internal/v1/users/${userId}/orders`,
      body: {
        ...{ name: `Failpoint ${amountMinor}`, customerName: 'José Åkesson', customerEmail: email, currency: 'EUR' },
        items: [{ sku: 'mug', name: 'Mug', quantity: 1, unitPriceMinor: amountMinor }],
      },
    })

  /** Nothing is asked before there is an order. */
  const checkOutOnce = async ({ userId, orderId }: Order): Promise<Answer | undefined> =>
    orderId === ''
      ? undefined
      : ask({
          ...{ operation: 'checkout', userId, orderId, key: `checkout-of-${orderId}`, patienceMs },
          path: `/api/v1/users/${userId}/orders/${orderId}/checkout`,
        })

  const insist = (what: string, once: () => Promise<Answer | undefined>) =>
    waitFor(async () => decided(await once()), { what, timeoutMs: insistedMs, intervalMs: 100 })

  return {
    ...{ createOnce, checkOutOnce },
    /** All that were begun. */
    orders,

    /** An order that is not there yet. Its payment fails when the amount ends in 11. */
    newOrder(ending: 99 | 11): Order {
      const number = orders.length + 1
      const email = `failpoint-${number}@${customerDomain}`
      const order = { userId: randomUUIDv7(), amountMinor: (1_000 + number) * 100 + ending, email, orderId: '' }
      orders.push(order)
      return order
    },

    async create(order: Order): Promise<void> {
      const { body } = await insist('an order to be created', () => createOnce(order))
      order.orderId = String(body?.id)
      record.expected.push({
        orderId: order.orderId,
        scenario: null,
        outcome: order.amountMinor % 100 === 11 ? 'failed' : 'succeeded',
      })
    },

    async checkOut(order: Order): Promise<void> {
      await insist('a checkout to be answered', () => checkOutOnce(order))
    },
  }
}

/** No answer, "still running" and "not now" decide nothing. */
function decided(answer: Answer | undefined): Answer | false {
  if (!answer || answer.code === 'idempotency-key-in-progress') return false
  return answer.status < 500 && answer.status !== 429 && answer
}
