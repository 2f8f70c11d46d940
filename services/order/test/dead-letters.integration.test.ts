import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createMessages } from './support/messages.ts'
import { type OrderFixture, startOrderFixture } from './support/order-fixture.ts'
import { createPaidOrder, failJob, jobOf, type PaidOrder, report } from './support/paid-order.ts'

let order: OrderFixture
let messages: ReturnType<typeof createMessages>
let sqs: SQSClient

beforeAll(async () => {
  order = await startOrderFixture()
  messages = createMessages(order.queues)
  sqs = new SQSClient({ useQueueUrlAsEndpoint: false })
})
afterAll(async () => {
  messages.stop()
  sqs.destroy()
  await order.stop()
})

const list = async (queue?: string) =>
  (await order.call('GET', `/api/internal/v1/deadletters${queue ? `?queue=${queue}` : ''}`)).body.data
const redrive = (body: Record<string, unknown>) =>
  order.call('POST', '/api/internal/v1/deadletters/redrive', { body: { reason: 'it is back', ...body } })
const bury = async (body: string, eventType = 'order-paid') => {
  const MessageAttributes = { eventType: { DataType: 'String', StringValue: eventType } }
  const QueueUrl = order.queues.invoice.deadLetterUrl
  const command = new SendMessageCommand({ QueueUrl, MessageBody: body, MessageAttributes })
  return (await sqs.send(command)).MessageId ?? ''
}

/** The invoice message of a paid order whose job was given up, in the dead-letter queue. */
async function buried(): Promise<PaidOrder & { messageId: string; body: string }> {
  const paid = await createPaidOrder(order)
  const { body } = await messages.next('invoice', paid.orderId)
  await failJob(order, paid.processId, 'invoice')
  return { ...paid, body, messageId: await bury(body) }
}

describe('dead letters', () => {
  it('when they are listed, each is whole, is tied to its order and says why; looking takes nothing out', async () => {
    const { orderId, userId, processId, messageId, body } = await buried()
    for (let look = 0; look < 3; look += 1) {
      const letter = (await list('invoice')).find((each: { messageId: string }) => each.messageId === messageId)
      expect(letter).toMatchObject({ queue: 'invoice', orderId, userId, processId, attempt: 1, jobStatus: 'failed' })
      expect(letter).toMatchObject({ body, attributes: { eventType: 'order-paid' }, receiveCount: look + 1 })
      expect(letter.reason).toBe('receive 5: invoice answered 500')
    }
    await redrive({ queue: 'invoice' })
  })

  it('when one that belongs to a given-up job is sent back, the job is retried once, however often it is asked for', async () => {
    const { processId, orderId, messageId } = await buried()
    const answers = await Promise.all([
      redrive({ queue: 'invoice', messageIds: [messageId] }),
      redrive({ queue: 'invoice', messageIds: [messageId] }),
    ])
    expect(answers.map(({ body }) => body).toSorted((a, b) => b.redriven - a.redriven)).toEqual([
      { redriven: 1, jobsRetried: 1, notFound: [] },
      { redriven: 0, jobsRetried: 0, notFound: [messageId] },
    ])
    expect((await jobOf(order, processId, 'invoice')).attempt).toBe(2)
    const sent = [await messages.next('invoice', orderId), await messages.next('invoice', orderId)]
    expect(sent.map(({ attributes }) => attributes.eventType).toSorted()).toEqual(['invoice-requested', 'order-paid'])
    expect(await messages.waiting('invoice', orderId)).toBe(0)
    expect(await list('invoice')).toEqual([])
  })

  it('when it comes back and is sent back once more, there is still one attempt, and what it asks for is over', async () => {
    const { processId, body, messageId } = await buried()
    await redrive({ queue: 'invoice', messageIds: [messageId] })
    const again = await bury(body)
    const answer = await redrive({ queue: 'invoice', messageIds: [again] })
    expect(answer.body).toEqual({ redriven: 1, jobsRetried: 0, notFound: [] })
    const asked = { job: 'invoice', status: 'running', attempt: JSON.parse(body).data.jobs[1].attempt }
    expect((await report(order, processId, asked)).body).toMatchObject({ applied: false, status: 'queued', attempt: 2 })
  })

  it('when several look while it is sent back, nobody hides it from the other', async () => {
    const { messageId } = await buried()
    const seen = ([letter]: { messageId: string }[]) => letter?.messageId
    expect((await Promise.all([list('invoice'), list('invoice'), list()])).map(seen)).toEqual(Array(3).fill(messageId))
    const [, answer, after] = await Promise.all([list('invoice'), redrive({ queue: 'invoice' }), list('invoice')])
    expect(answer.body).toMatchObject({ redriven: 1, jobsRetried: 1 })
    expect([undefined, messageId]).toContain(seen(after)) // it may share the look that was under way
    expect(await list('invoice')).toEqual([])
  })

  it('when one cannot be read, it is listed as it is and can be sent back', async () => {
    const messageId = await bury('not json')
    expect(await list('invoice')).toMatchObject([{ messageId, body: 'not json', orderId: null, jobStatus: null }])
    expect((await redrive({ queue: 'invoice', messageIds: [messageId] })).body).toEqual({
      ...{ redriven: 1, jobsRetried: 0, notFound: [] },
    })
    await waitFor(() => messages.waiting('invoice', 'not json'), { what: 'the message to be back in its queue' })
    const [action] = await order.query<{ reason: string }>(
      `select reason from operator_actions where subject = '${messageId}'`,
    )
    expect(action?.reason).toBe('it is back')
  })

  it('when an id is not there, it is said so; an unknown queue or no reason is 400', async () => {
    const { body } = await redrive({ queue: 'invoice', messageIds: ['nobody'] })
    expect(body).toEqual({ redriven: 0, jobsRetried: 0, notFound: ['nobody'] })
    expect((await redrive({ queue: 'delivery' })).status).toBe(400)
    expect((await redrive({ queue: 'invoice', reason: '' })).status).toBe(400)
    expect((await order.call('GET', '/api/internal/v1/deadletters?queue=delivery')).status).toBe(400)
  })
})

describe('parked events', () => {
  /** As if SNS had refused the event. The relay is done with it, or it would mark it as published after all. */
  const park = (orderId: string) =>
    waitFor(
      async () => {
        const [event] = await order.query<{ id: string }>(`
          update outbox set parked_at = now(), published_at = null, last_error = 'InvalidParameter'
          where aggregate_id = '${orderId}' and published_at is not null returning id`)
        return event
      },
      { what: 'the event to be published' },
    )

  it('when SNS refused one for good, it is listed, holds its order back, and goes out when an operator releases it', async () => {
    const paid = await createPaidOrder(order)
    const read = async () =>
      (await order.call('GET', `/api/internal/v1/users/${paid.userId}/orders/${paid.orderId}`)).body
    const { version } = await read()
    const event = await park(paid.orderId)
    const parked = await order.call('GET', '/api/internal/v1/outbox?state=parked')
    expect(parked.body.data).toMatchObject([{ id: event.id, orderId: paid.orderId, lastError: 'InvalidParameter' }])
    const release = () =>
      order.call('POST', `/api/internal/v1/outbox/${event.id}/release`, { body: { reason: 'mended' } })
    expect((await release()).status).toBe(202)
    expect((await release()).status).toBe(409)
    await messages.next('production', paid.orderId)
    const { timeline, ...after } = await read()
    expect(timeline).toContainEqual(expect.objectContaining({ action: 'release-event', reason: 'mended' }))
    expect(after.version).toBe(version + 1)
    expect((await order.call('GET', '/api/internal/v1/outbox?state=published')).status).toBe(400)
  })

  it('when somebody holds its order, a release waits for the order and holds no event meanwhile', async () => {
    const { orderId } = await createPaidOrder(order)
    const event = await park(orderId)
    const letGo = await order.hold(orderId)
    const released = order.call('POST', `/api/internal/v1/outbox/${event.id}/release`, { body: { reason: 'mended' } })
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    await waitFor(async () => (await order.query(waiting)).length > 0, { what: 'the release to wait' })
    expect(await order.query(`select 1 from outbox where id = '${event.id}' for update skip locked`)).toHaveLength(1)
    await letGo()
    expect([202, 503]).toContain((await released).status) // 503 on a machine that takes longer than the lock timeout
  })
})
