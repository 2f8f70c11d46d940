import { ordersInternalApi } from '@waybill/contracts'
import { describe, expect, it } from 'vitest'
import { demonstrationOrders } from '../src/seed/demonstration-orders.ts'
import { demonstrationUsers } from '../src/seed/demonstration-users.ts'

const orders = demonstrationOrders()
const totalOf = ({ order }: (typeof orders)[number]) =>
  order.items.reduce((sum, { quantity, unitPriceMinor }) => sum + quantity * unitPriceMinor, 0)

describe('the demonstration orders', () => {
  it('when they are made, there are 200 of 3 users, one of whom has more than 150', () => {
    const counts = demonstrationUsers.map(({ id }) => orders.filter(({ userId }) => userId === id).length)
    expect(orders).toHaveLength(200)
    expect(Math.max(...counts)).toBeGreaterThan(150)
    expect(counts.every((count) => count > 10)).toBe(true)
  })

  it('when they are made twice, they are the same under the same keys', () => {
    expect(demonstrationOrders()).toEqual(orders)
    expect(new Set(orders.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(200)
  })

  it('when they are sent, each fits the contract', () => {
    const { params, headers, body } = ordersInternalApi.create.request
    for (const { userId, idempotencyKey, order } of orders) {
      params.parse({ userId })
      headers.parse({ 'idempotency-key': idempotencyKey })
      body.content['application/json'].schema.parse(order)
    }
  })

  it('when a user pays, there are totals that succeed, that fail, and others, in several currencies', () => {
    const endings = orders.map((order) => totalOf(order) % 100)
    expect(endings.filter((ending) => ending === 99).length).toBeGreaterThan(40)
    expect(endings.filter((ending) => ending === 11).length).toBeGreaterThan(20)
    expect(endings.filter((ending) => ending !== 99 && ending !== 11).length).toBeGreaterThan(40)
    expect(new Set(orders.map(({ order }) => order.currency)).size).toBeGreaterThan(4)
  })

  it('when they are searched, there are accents, right-to-left scripts, emoji and the characters of LIKE', () => {
    const names = orders.map(({ order }) => order.name).join(' ')
    for (const part of [/å/i, /\p{Script=Arabic}/u, /\p{Script=Hebrew}/u, /\p{Emoji_Presentation}/u, /%/, /_/, /\\/]) {
      expect(names).toMatch(part)
    }
  })
})
