import { randomUUIDv7 } from 'node:crypto'
import { createIdempotencyKeys, type OwnedKey, requestHash } from '@waybill/idempotency'
import { startCuttingProxy } from '@waybill/test-kit'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { draftOrder } from '../src/domain/new-order.ts'
import { createCheckouts } from '../src/repositories/checkouts.ts'
import { createOrders } from '../src/repositories/orders.ts'
import { createRunCheckout } from '../src/use-cases/run-checkout.ts'
import { openDatabase, openMigratedDatabase } from './support/open-database.ts'
import { newOrder } from './support/order-fixture.ts'

type Placed = { userId: string; orderId: string }
let database: Awaited<ReturnType<typeof openMigratedDatabase>>
let checkouts: ReturnType<typeof createCheckouts>
let orders: ReturnType<typeof createOrders>
beforeAll(async () => {
  database = await openMigratedDatabase()
  checkouts = createCheckouts(database.db)
  orders = createOrders(database.db)
})
afterAll(() => database.close())

async function place(): Promise<Placed> {
  const request = { ...newOrder(), userId: randomUUIDv7(), currency: 'EUR' as const }
  const order = draftOrder(request, randomUUIDv7(), () => 0)
  await orders.insert({ ...order, foldedName: 'x', causeId: 'test' })
  return { userId: request.userId, orderId: order.id }
}
const start = (placed: Placed, run?: OwnedKey, checkoutId = randomUUIDv7()) =>
  checkouts.start({ ...placed, checkoutId, run })
const rowsOf = async (table: string, orderId: string) =>
  (await sql`select * from ${sql.table(table)} where order_id = ${orderId}`.execute(database.db)).rows

async function ownKey(placed: Placed) {
  const keys = createIdempotencyKeys({ db: database.db })
  const request = { scope: `u:${placed.userId}`, key: randomUUIDv7(), methodPath: 'POST checkout', request: placed }
  return { keys, run: (await keys.claim({ ...request, requestHash: requestHash(placed) })) as OwnedKey }
}

it('when a run has lost its key before it starts its attempt, it starts none and the order does not move', async () => {
  const placed = await place()
  const { keys, run } = await ownKey(placed)
  await sql`update idempotency_keys set locked_until = now() - interval '1 s'`.execute(database.db)
  await keys.takeOver(10)
  expect(await start(placed, run)).toBeUndefined()
  expect(await rowsOf('checkouts', placed.orderId)).toEqual([])
  expect(await rowsOf('order_transitions', placed.orderId)).toHaveLength(1)
})

it('when a run owns its key, the attempt and its recovery point are one write', async () => {
  const placed = await place()
  const { run } = await ownKey(placed)
  const attempt = await start(placed, run)
  const { rows } = await sql`select recovery_point from idempotency_keys where key = ${run.key}`.execute(database.db)
  expect(rows).toEqual([{ recovery_point: attempt?.id }])
})

it('when the connection is cut while the attempt is committed, the checkout goes on with what was committed', async () => {
  const placed = await place()
  const proxy = await startCuttingProxy(database.connectionString)
  const cut = openDatabase(proxy.connectionString)
  const asked: string[] = []
  const runCheckout = createRunCheckout({
    ...{ checkouts: createCheckouts(cut.db), orders: createOrders(cut.db), newId: randomUUIDv7 },
    settleAttempt: async ({ id, orderId }) => {
      asked.push(id)
      return { orderId, status: 'payment_pending', payment: { id: null, status: 'requested' } }
    },
  })
  proxy.cutAfter('insert into checkouts')
  await runCheckout({ ...placed, run: undefined, startedAttempt: null })
  expect(await rowsOf('checkouts', placed.orderId)).toMatchObject([{ id: asked[0] }])
  await cut.stop()
  await proxy.stop()
})

it('when two runs learn of the same payment, the first is kept and the order changes once', async () => {
  const placed = await place()
  const { id } = (await start(placed)) ?? { id: '' }
  const accepted = { id, orderId: placed.orderId, paymentId: randomUUIDv7(), paymentStatus: 'submitting' }
  await Promise.all([checkouts.accept(accepted), checkouts.accept(accepted)])
  await checkouts.accept({ ...accepted, paymentId: randomUUIDv7() })
  expect(await checkouts.find(id)).toMatchObject({ paymentId: accepted.paymentId })
  expect(await orders.find(placed.userId, placed.orderId)).toMatchObject({ version: 3 })
})

it('when attempts are due, each is taken once, by one replica, and is due again 15 s later', async () => {
  const due = await Promise.all([place(), place(), place()])
  for (const placed of due) await start(placed)
  await sql`update checkouts set next_try_at = now() where payment_id is null`.execute(database.db)
  const taken = await Promise.all([checkouts.takeUnanswered(10), checkouts.takeUnanswered(10)])
  const orderIds = taken.flat().map(({ orderId }) => orderId)
  for (const { orderId } of due) expect(orderIds.filter((id) => id === orderId)).toHaveLength(1)
  expect(await checkouts.takeUnanswered(10)).toEqual([])
  const { rows } = await sql`select 1 from checkouts where next_try_at > now() + interval '14 s'`.execute(database.db)
  expect(rows.length).toBeGreaterThanOrEqual(due.length)
})
