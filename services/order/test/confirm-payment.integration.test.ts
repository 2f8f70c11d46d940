import { randomUUIDv7 } from 'node:crypto'
import { orderProcessEvent } from '@waybill/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMessages } from './support/messages.ts'
import { type OrderFixture, startOrderFixture } from './support/order-fixture.ts'

let order: OrderFixture
let messages: ReturnType<typeof createMessages>

beforeAll(async () => {
  order = await startOrderFixture()
  messages = createMessages(order.queues)
})
afterAll(async () => {
  messages.stop()
  await order.stop()
})

async function pending() {
  const placed = await order.createOrder()
  const path = `/api/v1/users/${placed.userId}/orders/${placed.orderId}`
  const { body } = await order.call('POST', `${path}/checkout`)
  const [checkoutId] = order.payment.requests
    .filter((asked) => asked.body.orderId === placed.orderId)
    .map(({ key }) => key)
  return { ...placed, checkoutId: checkoutId ?? '', paymentId: body.payment.id as string }
}
type Pending = Awaited<ReturnType<typeof pending>>

const factOf = (placed: Pending, changes = {}) => ({
  paymentId: placed.paymentId,
  checkoutId: placed.checkoutId,
  outcome: 'succeeded',
  occurredAt: '2026-01-01T00:00:00.000Z',
  ...changes,
})
const confirm = (placed: Pending, changes = {}) =>
  order.call('POST', `/api/internal/v1/users/${placed.userId}/orders/${placed.orderId}/confirm-payment`, {
    body: factOf(placed, changes),
  })
const read = async ({ userId, orderId }: Pending) =>
  (await order.call('GET', `/api/internal/v1/users/${userId}/orders/${orderId}`)).body

describe('confirming a payment', () => {
  it('when it succeeded, the order is paid and one process with three jobs is announced to three queues', async () => {
    const placed = await pending()
    const answer = await confirm(placed)
    expect(answer.body).toEqual({ orderId: placed.orderId, status: 'paid', applied: true })
    const { status, processes, timeline } = await read(placed)
    expect(status).toBe('paid')
    expect(processes).toHaveLength(1)
    expect(processes[0].jobs.map(({ job, status: now, attempt }: never) => [job, now, attempt])).toEqual([
      ['production', 'queued', 1],
      ['notification', 'queued', 1],
      ['invoice', 'queued', 1],
    ])
    expect(timeline.at(-1)).toMatchObject({ kind: 'job', status: 'queued' })
    for (const queue of ['production', 'invoice', 'notification'] as const) {
      const message = await messages.next(queue, placed.orderId)
      const event = orderProcessEvent.parse(JSON.parse(message.body))
      expect(event).toMatchObject({
        type: 'order-paid',
        subject: placed.orderId,
        data: { outcome: 'paid', processId: processes[0].id },
      })
      expect(event.data.order).toMatchObject({
        name: 'Birthday of José',
        customerEmail: 'asa@example.com',
        totalMinor: 1_099,
      })
      expect(message.attributes.eventType).toBe('order-paid')
    }
  })

  it('when it failed, the order may be paid again and only notification is told', async () => {
    const placed = await pending()
    await confirm(placed, { outcome: 'failed', failureReason: 'insufficient-funds' })
    const { status, processes, checkouts } = await read(placed)
    expect(status).toBe('payment_failed')
    expect(checkouts).toMatchObject([{ outcome: 'failed', failureReason: 'insufficient-funds' }])
    expect(processes).toMatchObject([{ outcome: 'failed', jobs: [{ job: 'notification' }] }])
    const { body } = await messages.next('notification', placed.orderId)
    expect(JSON.parse(body)).toMatchObject({
      type: 'order-payment-failed',
      data: { failureReason: 'insufficient-funds' },
    })
    expect(await messages.waiting('production', placed.orderId)).toBe(0)
  })

  it('when 50 tell the same fact at once, it is one fact and all are answered that it is applied', async () => {
    const placed = await pending()
    const answers = await Promise.all(Array.from({ length: 50 }, () => confirm(placed)))
    expect(answers.map(({ status, body }) => [status, body.applied])).toEqual(
      Array.from({ length: 50 }, () => [200, true]),
    )
    const { processes, timeline, version } = await read(placed)
    expect(processes).toHaveLength(1)
    expect(timeline.filter((entry: { to?: string }) => entry.to === 'paid')).toHaveLength(1)
    const events = await order.query(`select 1 from outbox where aggregate_id = '${placed.orderId}'`)
    expect(events).toHaveLength(1)
    expect(version).toBe(4)
  })

  it('when the payment is confirmed before order has learnt its id, the attempt takes it', async () => {
    const placed = await pending()
    await order.query(`update checkouts set payment_id = null, accepted_at = null where id = '${placed.checkoutId}'`)
    expect((await confirm(placed)).body).toMatchObject({ status: 'paid', applied: true })
    expect((await read(placed)).checkouts).toMatchObject([{ paymentId: placed.paymentId }])
  })

  it.each([
    ['the contrary comes later', { outcome: 'failed' }],
    ['another payment claims the same attempt', { paymentId: randomUUIDv7() }],
    ['an attempt is named that does not exist', { checkoutId: randomUUIDv7() }],
  ])('when %s, it is answered 200 and not applied, and nothing changes', async (_, changes) => {
    const placed = await pending()
    await confirm(placed)
    const before = await read(placed)
    const answer = await confirm(placed, changes)
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({ orderId: placed.orderId, status: 'paid', applied: false })
    expect(await read(placed)).toEqual(before)
  })

  it.each([
    ['another payment claims an attempt whose payment is known', { paymentId: randomUUIDv7() }, 'payment_pending'],
    ['the order was cancelled meanwhile', {}, 'cancelled'],
  ])('when %s, it is answered 200 and not applied, and nothing changes', async (_, changes, status) => {
    const placed = await pending()
    await order.query(`update orders set status = '${status}' where id = '${placed.orderId}'`)
    const before = await read(placed)
    expect((await confirm(placed, changes)).body).toEqual({ orderId: placed.orderId, status, applied: false })
    expect(await read(placed)).toEqual(before)
  })

  it("when money arrives for an earlier attempt that had failed, it is not applied and the new attempt's payment is", async () => {
    const placed = await pending()
    await confirm(placed, { outcome: 'failed' })
    const again = await order.call('POST', `/api/v1/users/${placed.userId}/orders/${placed.orderId}/checkout`)
    expect((await confirm(placed, { outcome: 'succeeded' })).body).toMatchObject({
      status: 'payment_pending',
      applied: false,
    })
    const asked = order.payment.requests.filter(({ body }) => body.orderId === placed.orderId)
    const second = { ...placed, checkoutId: asked[1]?.key ?? '', paymentId: again.body.payment.id }
    expect((await confirm(second)).body).toMatchObject({ status: 'paid', applied: true })
    expect((await read(placed)).processes).toHaveLength(2)
  })

  it('when a payment that had failed is named again for a later attempt, it is answered 200, not applied, and that attempt stays open', async () => {
    const placed = await pending()
    await confirm(placed, { outcome: 'failed' })
    await order.call('POST', `/api/v1/users/${placed.userId}/orders/${placed.orderId}/checkout`)
    const [, second] = order.payment.requests.filter(({ body }) => body.orderId === placed.orderId)
    await order.query(`update checkouts set payment_id = null where id = '${second?.key}'`)
    const answer = await confirm(placed, { checkoutId: second?.key, outcome: 'failed' })
    expect(answer.status).toBe(200)
    expect(answer.body).toMatchObject({ status: 'payment_pending', applied: false })
    expect((await read(placed)).checkouts[1]).toMatchObject({ id: second?.key, outcome: null })
  })

  it('when the fact of one order is told to another one, it is not applied there', async () => {
    const placed = await pending()
    await confirm(placed)
    const other = { ...placed, ...(await order.createOrder(placed.userId)) }
    expect((await confirm(other)).body).toEqual({ orderId: other.orderId, status: 'created', applied: false })
  })

  it('when success and failure of one payment race, exactly one of them moves the order', async () => {
    for (let round = 0; round < 10; round += 1) {
      const placed = await pending()
      const answers = await Promise.all([confirm(placed), confirm(placed, { outcome: 'failed' })])
      expect(answers.filter(({ body }) => body.applied)).toHaveLength(1)
      expect((await read(placed)).processes).toHaveLength(1)
    }
  })

  it("when the order is another user's, it is 404; without outcome or time 400; without the credential 401", async () => {
    const placed = await pending()
    expect((await confirm({ ...placed, userId: randomUUIDv7() })).status).toBe(404)
    expect((await confirm(placed, { outcome: 'expired' })).status).toBe(400)
    expect((await confirm(placed, { occurredAt: undefined })).status).toBe(400)
    expect((await confirm(placed, { paid: true })).status).toBe(400)
    const path = `/api/internal/v1/users/${placed.userId}/orders/${placed.orderId}/confirm-payment`
    const anonymous = await order.call('POST', path, { body: factOf(placed), headers: { authorization: '' } })
    expect(anonymous.status).toBe(401)
    expect((await read(placed)).status).toBe('payment_pending')
  })

  it.each(['paid', 'cancelled'])('when an order is %s, it cannot be checked out any more', async (status) => {
    const placed = await pending()
    await order.query(`update orders set status = '${status}' where id = '${placed.orderId}'`)
    const answer = await order.call('POST', `/api/v1/users/${placed.userId}/orders/${placed.orderId}/checkout`)
    expect(answer.status).toBe(409)
    expect(answer.body).toMatchObject({ code: 'order-not-payable', detail: expect.stringContaining(status) })
  })
})
