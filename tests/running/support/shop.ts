import { randomUUIDv7 } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Placed } from '@waybill/system-tests'
import { type Answer, type Asked, ask, codeOf, isShed } from './ask.ts'
import type { RunningSystem } from './running-system.ts'

export type Shop = ReturnType<typeof startShop>

export const newOrder = (authorization: string, userId: string): Asked => ({
  method: 'POST',
  path: `/api/internal/v1/users/${userId}/orders`,
  headers: { authorization, 'idempotency-key': randomUUIDv7() },
  body: {
    ...{ name: 'Order under load', customerName: 'José Åkesson', customerEmail: 'jose@example.com', currency: 'EUR' },
    items: [{ sku: 'mug', name: 'Mug', quantity: 1, unitPriceMinor: 1_099 }],
  },
})

export const newCheckout = ({ userId, orderId }: Pick<Placed, 'userId' | 'orderId'>): Asked => ({
  method: 'POST',
  path: `/api/v1/users/${userId}/orders/${orderId}/checkout`,
  headers: { 'idempotency-key': randomUUIDv7() },
})

/**
 * Shoppers who order and check out, one after the other, through the balancer. What is answered with a 5xx, or not at all, they
 * repeat under the same key until it is done.
 */
export function startShop({ balancer, authorization }: RunningSystem, { perSecond }: { perSecond: number }) {
  const placed: Placed[] = []
  const refused: string[] = []
  const shopping = new Set<Promise<void>>()
  let stopped = false

  async function insist(asked: Asked): Promise<Answer> {
    for (;;) {
      const answer = await ask(balancer.url, asked).catch((error) => ({ status: 0, text: codeOf(error), headers: {} }))
      if (answer.status >= 200 && answer.status < 400) return answer
      if (!isShed(answer)) refused.push(`${asked.path}: ${answer.status} ${answer.text}`)
      if (answer.status >= 400 && answer.status < 500 && answer.status !== 409) throw new Error(refused.at(-1))
      await pause(200)
    }
  }

  async function buy(): Promise<void> {
    const userId = randomUUIDv7()
    const { id: orderId } = JSON.parse((await insist(newOrder(authorization, userId))).text)
    await insist(newCheckout({ userId, orderId }))
    placed.push({ userId, orderId, name: 'Order under load' })
  }

  async function open(): Promise<void> {
    while (!stopped) {
      const bought = buy().finally(() => shopping.delete(bought))
      shopping.add(bought)
      await pause(1_000 / perSecond)
    }
  }

  const opened = open()
  return {
    /** Orders whose checkout was accepted. */
    placed,
    /** Every answer that made a shopper try again, but for those of a machine that is too busy. */
    refused,
    /** Takes no more orders, and resolves when each that was begun is checked out. */
    async close(): Promise<Placed[]> {
      stopped = true
      await opened
      await Promise.all(shopping)
      return placed
    },
  }
}
