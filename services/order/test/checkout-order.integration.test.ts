import { randomUUIDv7 } from 'node:crypto'
import { waitFor } from '@waybill/test-kit'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { answerJson, type OrderFixture, problemBody, startOrderFixture } from './support/order-fixture.ts'

let order: OrderFixture

type Placed = { userId: string; orderId: string }
const checkout = ({ userId, orderId }: Placed, key?: string) =>
  order.call('POST', `/api/v1/users/${userId}/orders/${orderId}/checkout`, {
    headers: key === undefined ? {} : { 'idempotency-key': key },
  })
const read = async ({ userId, orderId }: Placed) =>
  (await order.call('GET', `/api/internal/v1/users/${userId}/orders/${orderId}`)).body
const askedFor = ({ orderId }: Placed) => order.payment.requests.filter(({ body }) => body.orderId === orderId)

beforeAll(async () => {
  order = await startOrderFixture()
})
afterEach(() => order.payment.acceptAgain())
afterAll(() => order.stop())

describe('checking an order out', () => {
  it('when it is new, payment is asked under the id of the attempt and the order waits for it', async () => {
    const placed = await order.createOrder()
    const answer = await checkout(placed)
    expect(answer.status).toBe(202)
    const [asked, ...more] = askedFor(placed)
    expect(more).toEqual([])
    expect(asked?.body).toEqual({
      orderId: placed.orderId,
      checkoutId: asked?.key,
      amountMinor: 1_099,
      currency: 'EUR',
    })
    expect(answer.body).toEqual({
      orderId: placed.orderId,
      status: 'payment_pending',
      payment: { id: expect.any(String), status: 'submitting' },
    })
    const { status, checkouts, timeline } = await read(placed)
    expect(status).toBe('payment_pending')
    expect(checkouts).toMatchObject([{ id: asked?.key, paymentId: answer.body.payment.id, outcome: null }])
    expect(timeline.map((entry: { fact?: string; to?: string }) => entry.fact ?? entry.to)).toEqual([
      'created',
      'payment_pending',
      'requested',
      'accepted',
    ])
  })

  it('when 50 clients send the same key at once, one attempt is made; each gets 202 with the same bytes, or 409 and may repeat', async () => {
    const placed = await order.createOrder()
    const key = randomUUIDv7()
    const answers = await Promise.all(Array.from({ length: 50 }, () => checkout(placed, key)))
    const accepted = answers.filter(({ status }) => status === 202)
    const refused = answers.filter(({ status }) => status === 409)
    expect(accepted.length + refused.length).toBe(50)
    for (const answer of refused) {
      expect(answer.body.code).toBe('idempotency-key-in-progress')
      expect(answer.headers.get('retry-after')).toBe('1')
    }
    const replay = await checkout(placed, key)
    expect(replay.headers.get('idempotency-replayed')).toBe('true')
    expect(new Set([...accepted, replay].map(({ text }) => text)).size).toBe(1)
    expect((await read(placed)).checkouts).toHaveLength(1)
  })

  it('when two clients without a key check out at once, one attempt is made and the other is told', async () => {
    const placed = await order.createOrder()
    const answers = await Promise.all([checkout(placed), checkout(placed)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 409])
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('payment-in-progress')
    expect((await read(placed)).checkouts).toHaveLength(1)
  })

  it('when a payment is pending, another key or none is 409 `payment-in-progress`, also when repeated', async () => {
    const placed = await order.createOrder()
    await checkout(placed)
    const key = randomUUIDv7()
    for (const answer of [await checkout(placed, key), await checkout(placed, key), await checkout(placed)]) {
      expect(answer.status).toBe(409)
      expect(answer.body.code).toBe('payment-in-progress')
    }
    expect(askedFor(placed)).toHaveLength(1)
  })

  it('when a used key comes with another order, it is 422 and that order does not move', async () => {
    const first = await order.createOrder()
    const second = await order.createOrder(first.userId)
    const key = randomUUIDv7()
    await checkout(first, key)
    const answer = await checkout(second, key)
    expect(answer.status).toBe(422)
    expect((await read(second)).status).toBe('created')
  })

  it('when the order is unknown or of another user, it is 404 and nothing moves', async () => {
    const placed = await order.createOrder()
    const other = { ...placed, userId: randomUUIDv7() }
    expect((await checkout(other)).status).toBe(404)
    expect((await checkout(other, randomUUIDv7())).status).toBe(404)
    expect((await read(placed)).status).toBe('created')
  })

  it('when a body tries to say more, it is 400 and the order does not move', async () => {
    const placed = await order.createOrder()
    const path = `/api/v1/users/${placed.userId}/orders/${placed.orderId}/checkout`
    expect((await order.call('POST', path, { body: { amountMinor: 1 } })).status).toBe(400)
    expect((await order.call('POST', path, { body: {} })).status).toBe(202)
  })

  it.each([
    [400, 'invalid-request'],
    [409, 'payment-live'],
    [422, 'idempotency-key-reused'],
  ])(
    'when payment refuses by %i %s, the attempt is closed, the order may be paid again, and the refusal is kept',
    async (status, code) => {
      order.payment.answerWith((_request, response) => answerJson(response, status, problemBody(status, code)))
      const placed = await order.createOrder()
      const key = randomUUIDv7()
      const answer = await checkout(placed, key)
      expect(answer.status).toBe(409)
      expect(answer.body.code).toBe('payment-refused')
      const { status: now, checkouts, processes } = await read(placed)
      expect(now).toBe('payment_failed')
      expect(checkouts).toMatchObject([{ outcome: 'refused', failureReason: code, paymentId: null }])
      expect(processes).toMatchObject([{ outcome: 'failed', jobs: [{ job: 'notification' }] }])
      order.payment.acceptAgain()
      const replay = await checkout(placed, key)
      expect([replay.status, replay.body.code, replay.headers.get('idempotency-replayed')]).toEqual([
        ...[409, 'payment-refused', 'true'],
      ])
      expect((await checkout(placed)).status).toBe(202)
    },
  )

  it.each([
    ['says nothing', () => {}],
    ['hangs up', (_: unknown, response: { destroy: () => void }) => response.destroy()],
    ['answers 500', (_: unknown, response: never) => answerJson(response, 500, problemBody(500, 'internal'))],
    ['answers 401', (_: unknown, response: never) => answerJson(response, 401, problemBody(401, 'unauthorized'))],
    ['answers 403', (_: unknown, response: never) => answerJson(response, 403, problemBody(403, 'forbidden'))],
    ['answers 404', (_: unknown, response: never) => answerJson(response, 404, problemBody(404, 'not-found'))],
    [
      'answers 409 in progress',
      (_: unknown, response: never) => answerJson(response, 409, problemBody(409, 'idempotency-key-in-progress')),
    ],
    [
      'answers 422 of somebody else',
      (_: unknown, response: never) => answerJson(response, 422, problemBody(422, 'odd')),
    ],
    ['answers HTML', (_: unknown, response: never) => (response as { end: (text: string) => void }).end('<p>fine</p>')],
    ['answers garbage', (_: unknown, response: never) => answerJson(response, 202, { paymentId: 'x' })],
  ])(
    'when payment %s, the client gets 202, the attempt stays open, and the sweeper finishes it with the same key',
    async (_, answerSo) => {
      order.payment.answerWith(answerSo as never)
      const placed = await order.createOrder()
      const answer = await checkout(placed, randomUUIDv7())
      expect(answer.status).toBe(202)
      expect(answer.body.payment).toEqual({ id: null, status: 'requested' })
      order.payment.acceptAgain()
      await order.query(`update checkouts set next_try_at = now() where order_id = '${placed.orderId}'`)
      const { checkouts } = await waitFor(
        async () => {
          const now = await read(placed)
          return now.checkouts[0].paymentId ? now : undefined
        },
        { what: 'the sweeper to finish the attempt', timeoutMs: 15_000 },
      )
      expect(checkouts).toHaveLength(1)
      expect(new Set(askedFor(placed).map(({ key }) => key))).toEqual(new Set([checkouts[0].id]))
    },
  )

  const abandon = (placed: Placed, key: string, recoveryPoint: string | null) =>
    order.query(`
      update idempotency_keys set state = 'in_progress', answer_status = null, answer_body = null, refusal = null,
        recovery_point = ${recoveryPoint ? `'${recoveryPoint}'` : 'null'}, locked_until = now() - interval '1 s'
      where scope = 'u:${placed.userId}' and key = '${key}'`)

  it('when the process died after it had started the attempt, the sweeper goes on with that attempt and keeps its answer', async () => {
    const placed = await order.createOrder()
    const key = randomUUIDv7()
    const first = await checkout(placed, key)
    const [attempt] = (await read(placed)).checkouts
    await abandon(placed, key, attempt.id)
    const settled = await waitFor(
      async () => {
        const again = await checkout(placed, key)
        return again.status === 202 && again
      },
      { what: 'the key to be completed' },
    )
    expect(settled.text).toBe(first.text)
    expect((await read(placed)).checkouts).toHaveLength(1)
    expect(askedFor(placed)).toHaveLength(1)
  })

  it('when the process died before it had started the attempt, the sweeper starts it, though nobody asks again', async () => {
    const placed = await order.createOrder()
    const key = randomUUIDv7()
    await order.query(`
      insert into idempotency_keys (scope, key, method_path, request_hash, request, locked_until, expires_at)
      values ('u:${placed.userId}', '${key}', 'POST checkout', 'x',
        '{"userId":"${placed.userId}","orderId":"${placed.orderId}"}', now() - interval '1 s', now() + interval '1 h')`)
    await waitFor(async () => (await read(placed)).checkouts[0]?.paymentId, { what: 'the attempt to be accepted' })
    expect(askedFor(placed)).toHaveLength(1)
  })
})
