import { waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Placed, type System, startSystem } from './support/system.ts'

let system: System

beforeAll(async () => {
  system = await startSystem()
})
afterAll(() => system.stop())

const tenOrders = (amountMinor: number) =>
  Promise.all(Array.from({ length: 10 }, () => system.createOrder(amountMinor)))

async function expectAllDelivered(orders: Placed[], amountMinor: number): Promise<void> {
  await Promise.all(orders.map((placed) => system.settled(placed, 'paid', 150_000)))
  expect(await system.walletPayments(amountMinor)).toHaveLength(orders.length)
  for (const { orderId } of orders) {
    expect(await system.effectsOf('production', orderId)).toHaveLength(1)
    expect(await system.effectsOf('invoice', orderId)).toHaveLength(1)
    const mails = await system.mailsTo(orderId)
    expect(mails.length).toBeGreaterThan(0)
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1)
  }
}

/** Checks out ten orders and kills as soon as the first of them is on its way. */
async function killInTheMiddle(orders: Placed[], names: readonly string[]): Promise<void> {
  const checkouts = Promise.all(orders.map((placed) => system.checkout(placed)))
  await waitFor(
    async () => {
      const states = await Promise.all(orders.map((placed) => system.read(placed)))
      return states.some(({ status }) => status !== 'created')
    },
    { what: 'the first checkout to be under way', timeoutMs: 20_000 },
  )
  await Promise.all(names.map((name) => system.host.resource(name).kill('SIGKILL')))
  await checkouts
}

const processes = [
  ...['order', 'payment', 'notification', 'production-listener', 'invoice-listener', 'notification-listener'],
  ...['e-wallet', 'production', 'invoice', 'mailbox', 'queues', 'postgres'],
]

const cases = processes.map((name, index) => [name, 10_099 + index * 100] as const)

describe('ten orders in the middle of which a process is killed', () => {
  it.each(cases)(
    'when it is %s, every order is delivered, charged once and mailed under one Message-ID',
    async (name, amountMinor) => {
      const orders = await tenOrders(amountMinor)
      await killInTheMiddle(orders, [name])
      await expectAllDelivered(orders, amountMinor)
    },
    180_000,
  )

  it('when it is all of them, every order is delivered after the restart', async () => {
    const orders = await tenOrders(20_099)
    await killInTheMiddle(orders, processes)
    await expectAllDelivered(orders, 20_099)
  }, 240_000)
})
