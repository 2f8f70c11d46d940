import { ordersApi, ordersInternalApi } from '@waybill/contracts'
import { NeighbourFault } from '@waybill/errors'
import type { Life } from '../machine/life.ts'
import { refusedDomain } from '../neighbours/mail-server.ts'
import { refusedCents } from '../neighbours/wallet.ts'
import type { World } from '../world.ts'
import type { ClientLog } from './client-log.ts'

type Answer = { status: number; body: { code?: string } }
type Placed = { userId: string; orderId: string }

const patience = { leastMs: 300, mostMs: 3_000 }
const lookEveryMs = 5_000
const longestWaitMs = 600_000

/**
 * One shopper: creates an order and checks it out, with a key that it repeats until it is answered. Some click twice, some
 * have no key, some leave early, some use a key for another request, and half of those whose payment failed pay again.
 */
export function createShopper(world: World, life: Life, log: ClientLog) {
  const { chance, network, newId, order } = world
  const call = network.clientOf(life, 'order', 5_000)

  /** The answer; nothing when the shopper has left before it came. */
  async function untilAnswered(ask: () => Promise<unknown>): Promise<Answer | undefined> {
    for (;;) {
      try {
        const answer = (await ask()) as Answer
        if (answer.body.code !== 'idempotency-key-in-progress') return answer
      } catch (error) {
        if (!(error instanceof NeighbourFault)) throw error
      }
      if (chance.happens(0.03)) return undefined
      await life.pause(chance.between(patience.leastMs, patience.mostMs))
    }
  }

  async function place(): Promise<Placed | undefined> {
    const params = { userId: newId() }
    const headers = { 'idempotency-key': `create-${newId()}` }
    const body = newOrder(world)
    const answer = await untilAnswered(() => call(ordersInternalApi.create, { params, headers, body }))
    if (answer?.status !== 201) return undefined
    const { id: orderId } = answer.body as { id: string }
    log.created({ ...params, orderId }, headers['idempotency-key'], answer)
    return { ...params, orderId }
  }

  async function checkOut(placed: Placed, key: string | undefined): Promise<void> {
    if (key === undefined) log.askedWithoutKey(placed)
    const headers = key === undefined ? {} : { 'idempotency-key': key }
    const answer = await untilAnswered(() => call(ordersApi.checkout, { params: placed, headers }))
    if (answer) log.checkedOut(placed, key, answer)
  }

  async function abuseKey(placed: Placed, key: string): Promise<void> {
    const another = { userId: placed.userId, orderId: newId() }
    const headers = { 'idempotency-key': key }
    const answer = await untilAnswered(() => call(ordersApi.checkout, { params: another, headers }))
    if (answer) log.abusedKey(placed, key, answer)
  }

  /** Whoever asks again, even much later, is told the same. */
  async function comeBack(placed: Placed, key: string): Promise<void> {
    await life.pause(chance.between(0, 90_000))
    await checkOut(placed, key)
  }

  async function pay(placed: Placed): Promise<void> {
    const key = chance.happens(0.05) ? undefined : `checkout-${newId()}`
    const clicks = [checkOut(placed, key)]
    if (chance.happens(0.1)) clicks.push(checkOut(placed, key))
    if (chance.happens(0.03)) clicks.push(checkOut(placed, `checkout-${newId()}`))
    await Promise.all(clicks)
    if (key && chance.happens(0.02)) await abuseKey(placed, key)
    if (key && chance.happens(0.1)) await comeBack(placed, key)
  }

  const statusOf = ({ orderId }: Placed) => order.tables.orders.get(orderId)?.status

  async function paymentEnds(placed: Placed): Promise<void> {
    for (let waitedMs = 0; waitedMs < longestWaitMs; waitedMs += lookEveryMs) {
      if (statusOf(placed) !== 'payment_pending') return
      await life.pause(lookEveryMs)
    }
  }

  return async (): Promise<void> => {
    const placed = await place()
    if (!placed) return
    for (let payments = 1; payments <= 3; payments += 1) {
      await pay(placed)
      await paymentEnds(placed)
      if (statusOf(placed) !== 'payment_failed' || chance.happens(0.5)) return
    }
  }
}

const cents = [...Array.from({ length: 12 }, () => 99), 11, 11, 11, refusedCents, 50, 50, 50, 50]

/** By its last two digits the total decides how its payment ends. */
function newOrder({ chance }: World) {
  const domain = chance.happens(0.01) ? refusedDomain : 'shoppers.example.com'
  const unitPriceMinor = 100 * Math.floor(chance.between(1, 500)) + chance.oneOf(cents)
  return {
    ...{ customerName: 'Åsa Öberg', customerEmail: `asa@${domain}`, currency: 'EUR' as const },
    items: [{ sku: 'cake-1', name: 'Cake', quantity: 1, unitPriceMinor }],
  }
}
