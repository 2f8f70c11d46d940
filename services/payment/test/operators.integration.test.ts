import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { says } from './support/answers.ts'
import { type PaymentFixture, type Requested, startPaymentFixture } from './support/payment-fixture.ts'
import { eventOf, newEventId } from './support/signing.ts'

let payment: PaymentFixture

beforeAll(async () => {
  payment = await startPaymentFixture()
})
afterAll(() => payment.stop())

const byAda = { 'x-operator': 'ada' }
const reason = 'looked into it'
const list = async (path: string) => (await payment.call('GET', `/api/internal/v1/${path}`)).body
const act = (path: string, headers = {}) =>
  payment.call('POST', `/api/internal/v1/${path}`, { headers, body: { reason } })

async function flagged(): Promise<Requested> {
  const asked = await payment.pending()
  payment.order.answerWith(asked.orderId, says(200, { orderId: asked.orderId, status: 'cancelled', applied: false }))
  await payment.webhook(eventOf(asked, 'payment.succeeded'))
  await payment.becomes(asked, 'succeeded')
  return asked
}
const isFlagged = async (asked: Requested) => {
  const { data } = await list('payments?flagged=true&pageSize=100')
  return data.some(({ id }: { id: string }) => id === asked.paymentId)
}

/** An event that waits for a payment which is not there. */
async function waiting() {
  const eventId = newEventId()
  const asked = { ...payment.newRequest(), paymentId: randomUUIDv7() }
  await payment.webhook(eventOf(asked, 'payment.succeeded'), { id: eventId })
  return { asked, ...(await payment.eventBecomes(eventId, 'waiting_for_payment')) }
}

describe('the payments as operators see them', () => {
  it('when they look for an order, they see its payments, newest first and by pages', async () => {
    const orderId = randomUUIDv7()
    const older = await payment.leftBehind(
      { status: `'failed'`, created_at: `now() - interval '1 h'` },
      { ...payment.newRequest({ orderId }), paymentId: randomUUIDv7() },
    )
    const newer = await payment.request({ orderId })
    const all = await list(`payments?orderId=${orderId}`)
    expect(all.data.map(({ id }: { id: string }) => id)).toEqual([newer.paymentId, older.paymentId])
    expect(all.pagination).toMatchObject({ page: 1, pageSize: 20, totalItems: 2, totalPages: 1, totalIsExact: true })
    const second = await list(`payments?orderId=${orderId}&page=2&pageSize=1`)
    expect(second.data.map(({ id }: { id: string }) => id)).toEqual([older.paymentId])
    expect(await list(`payments?orderId=${randomUUIDv7()}`)).toMatchObject({ data: [], pagination: { totalItems: 0 } })
    const unflagged = await list(`payments?orderId=${orderId}&flagged=false`)
    expect(unflagged.pagination.totalItems).toBe(2)
  })

  it('when they look for those without an answer, they see those, also beside the flag and the order', async () => {
    const orderId = randomUUIDv7()
    const put = (columns: Record<string, string>) =>
      payment.leftBehind(columns, { ...payment.newRequest({ orderId }), paymentId: randomUUIDv7() })
    const open = await put({ status: `'pending'`, flag: `'another-webhook-body'` })
    const flaggedOnly = await put({ status: `'failed'`, flag: `'order-cannot-take-it'` })
    const neither = await put({ status: `'expired'`, created_at: `now() - interval '1 h'` })
    const seen = async (query: string) =>
      (await list(`payments?orderId=${orderId}&${query}`)).data.map(({ id }: { id: string }) => id)
    expect(await seen('unanswered=true')).toEqual([open.paymentId])
    expect(await seen('unanswered=false')).toEqual([flaggedOnly.paymentId, neither.paymentId])
    expect(await seen('unanswered=true&flagged=true')).toEqual([open.paymentId])
    expect(await seen('unanswered=false&flagged=true')).toEqual([flaggedOnly.paymentId])
    expect(await seen('unanswered=true&flagged=false')).toEqual([])
    const { data } = await list('payments?unanswered=true&pageSize=100')
    const states = new Set(data.map(({ status }: { status: string }) => status))
    expect([...states].filter((status) => !['submitting', 'pending'].includes(status as string))).toEqual([])
    expect(data.map(({ id }: { id: string }) => id)).toContain(open.paymentId)
  })

  it.each([
    'orderId=x',
    'flagged=yes',
    'unanswered=1',
    'page=0',
    'pageSize=101',
    'page=1e3',
    'status=failed',
    'page=1&page=2',
  ])('when they ask for ?%s, it is 400', async (query) => {
    expect((await payment.call('GET', `/api/internal/v1/payments?${query}`)).status).toBe(400)
  })

  it('when one acknowledges a flagged payment, it is recorded, shown, and no longer in the list', async () => {
    const asked = await flagged()
    await expect.poll(() => isFlagged(asked)).toBe(true)
    const answer = await act(`payments/${asked.paymentId}/acknowledge`, byAda)
    expect(answer).toMatchObject({ status: 200, body: { id: asked.paymentId, acknowledgedAt: expect.any(String) } })
    expect(await isFlagged(asked)).toBe(false)
    const { operatorActions, flag } = await payment.read(asked)
    expect(flag).toBe('order-cannot-take-it')
    expect(operatorActions).toMatchObject([{ operator: 'ada', action: 'acknowledge-payment', reason }])
  })

  it('when it is acknowledged twice at once, one is told that it is done', async () => {
    const asked = await flagged()
    await expect.poll(() => isFlagged(asked)).toBe(true)
    const answers = await Promise.all(Array.from({ length: 5 }, () => act(`payments/${asked.paymentId}/acknowledge`)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409])
    const { operatorActions } = await payment.read(asked)
    expect(operatorActions).toMatchObject([{ operator: 'operator' }])
  })

  it('when something else does not fit after that, the payment is flagged again; when the same, it is not', async () => {
    const asked = await flagged()
    await expect.poll(() => isFlagged(asked)).toBe(true)
    await act(`payments/${asked.paymentId}/acknowledge`)
    for (const times of [1, 2]) {
      const id = newEventId()
      await payment.webhook(eventOf(asked, 'payment.failed'), { id })
      await payment.eventBecomes(id, 'quarantined')
      expect(await isFlagged(asked)).toBe(times === 1)
      if (times === 1) await act(`payments/${asked.paymentId}/acknowledge`)
    }
    expect((await payment.read(asked)).operatorActions).toHaveLength(2)
  })

  it('when it is not flagged, it is 409; when unknown, 404; without a reason or credential, 400 and 401', async () => {
    const asked = await payment.request()
    const path = `payments/${asked.paymentId}/acknowledge`
    expect(await act(path)).toMatchObject({ status: 409, body: { code: 'payment-not-flagged' } })
    expect(await act(`payments/${randomUUIDv7()}/acknowledge`)).toMatchObject({ status: 404 })
    expect((await payment.call('POST', `/api/internal/v1/${path}`, { body: {} })).status).toBe(400)
    expect((await act(path, { authorization: 'Bearer no-key-of-ours' })).status).toBe(401)
  })
})

describe('the webhook events as operators see them', () => {
  it('when they ask by status, they see those, newest first', async () => {
    const [first, second] = [await waiting(), await waiting()]
    const { data, pagination } = await list('webhooks?status=waiting_for_payment&pageSize=2')
    expect(data.map(({ id }: { id: string }) => id)).toEqual([second.id, first.id])
    expect(pagination.totalItems).toBeGreaterThanOrEqual(2)
    expect((await payment.call('GET', '/api/internal/v1/webhooks?status=odd')).status).toBe(400)
  })

  it('when an event names a payment of ours, they see its order and user; else, and until it is there, neither', async () => {
    const asked = await payment.pending()
    const [known, unreadable] = [newEventId(), newEventId()]
    await payment.webhook(eventOf(asked, 'payment.succeeded'), { id: known })
    await payment.webhook('no JSON', { id: unreadable })
    const { orderId, userId } = asked
    expect(await payment.eventOfId(known)).toMatchObject({ merchantReference: asked.paymentId, orderId, userId })
    expect(await payment.eventOfId(unreadable)).toMatchObject({ merchantReference: null, orderId: null, userId: null })
    const early = await waiting()
    expect(early).toMatchObject({ merchantReference: early.asked.paymentId, orderId: null, userId: null })
    await payment.leftBehind({ status: `'submitting'` }, early.asked)
    const answer = await act(`webhooks/${early.id}/dismiss`)
    expect(answer.body).toMatchObject({ orderId: early.asked.orderId, userId: early.asked.userId })
  })

  it('when one reapplies a waiting event, it is due at once and the action is recorded', async () => {
    const { id, asked, eventId } = await waiting()
    await payment.query(`update webhook_events set next_attempt_at = now() + interval '1 h' where id = '${id}'`)
    await payment.leftBehind({ status: `'submitting'` }, asked)
    expect(await act(`webhooks/${id}/reapply`, byAda)).toMatchObject({ status: 202, body: { id } })
    await payment.eventBecomes(eventId, 'processed')
    const { status, operatorActions } = await payment.read(asked)
    expect(status).toBe('succeeded')
    expect(operatorActions).toMatchObject([{ operator: 'ada', action: 'reapply-webhook', reason }])
  })

  it('when one reapplies an event that cannot be applied, it goes back to quarantine', async () => {
    const eventId = newEventId()
    await payment.webhook('no JSON', { id: eventId })
    const { id } = await payment.eventBecomes(eventId, 'quarantined')
    expect((await act(`webhooks/${id}/reapply`)).status).toBe(202)
    const back = await payment.eventBecomes(eventId, 'quarantined', 'decides no payment')
    expect(back.operatorActions).toMatchObject([{ operator: 'operator', action: 'reapply-webhook', reason }])
  })

  it('when one dismisses an event, it is ignored for good, also when it is delivered again', async () => {
    const { id, eventId, asked } = await waiting()
    expect(await act(`webhooks/${id}/dismiss`, byAda)).toMatchObject({ status: 200, body: { id, status: 'ignored' } })
    await payment.webhook(eventOf(asked, 'payment.succeeded'), { id: eventId })
    const record = { at: expect.any(String), operator: 'ada', action: 'dismiss-webhook', reason }
    const event = await payment.eventOfId(eventId)
    expect(event).toMatchObject({ status: 'ignored', deliveries: 2, operatorActions: [record] })
  })

  it('when it is neither waiting nor in quarantine, it is 409; when unknown, 404; and nothing is recorded', async () => {
    const { id } = await waiting()
    const answers = await Promise.all([act(`webhooks/${id}/dismiss`), act(`webhooks/${id}/dismiss`)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect(await act(`webhooks/${id}/reapply`)).toMatchObject({ status: 409, body: { code: 'webhook-not-open' } })
    expect(await act(`webhooks/${randomUUIDv7()}/reapply`)).toMatchObject({ status: 404 })
    const actions = await payment.query(`select action from operator_actions where webhook_event_id = '${id}'`)
    expect(actions).toEqual([{ action: 'dismiss-webhook' }])
  })
})
