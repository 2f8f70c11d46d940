import { startLocalQueues } from '@waybill/local-queues'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDeadLetters } from '../src/dead-letters.ts'
import { createQueueDepth } from '../src/queue-depth.ts'
import { startFaultyProxy } from './faulty-proxy.ts'
import { clientsAt, createTestQueue, numbered, type TestQueue } from './queue-fixture.ts'

let emulator: Awaited<ReturnType<typeof startLocalQueues>>
let queue: TestQueue

beforeAll(async () => {
  emulator = await startLocalQueues({ port: 0 })
})

afterAll(() => emulator.stop())

async function deadLetters(bodies: string[]) {
  queue = await createTestQueue(emulator.endpoint)
  await queue.send(bodies, queue.deadLetterUrl)
  return createDeadLetters({ sqs: queue.sqs, now: () => new Date() })
}

describe('looking into a dead-letter queue', () => {
  it('when messages are there, they are shown whole, and stay and can be taken at once', async () => {
    const { peek } = await deadLetters(numbered(23))
    const seen = await peek(queue.deadLetterUrl)
    expect(seen.map(({ body }) => body).toSorted()).toEqual(numbered(23).toSorted())
    expect(seen[0]).toMatchObject({ attributes: { eventType: 'test' }, receiveCount: 1 })
    expect(await queue.deadLetterDepth()).toEqual({ visible: 23, inFlight: 0, delayed: 0 })
  })

  it('when there are more than the limit, the limit is kept', async () => {
    const { peek } = await deadLetters(numbered(23))
    expect(await peek(queue.deadLetterUrl, { limit: 12 })).toHaveLength(12)
    expect(await queue.deadLetterDepth()).toEqual({ visible: 23, inFlight: 0, delayed: 0 })
  })

  it('when it is empty, nothing is shown', async () => {
    const { peek } = await deadLetters([])
    expect(await peek(queue.deadLetterUrl)).toEqual([])
  })
})

describe('redriving dead letters', () => {
  it('when all are wanted, all are in the queue again with body and attributes, and none is left', async () => {
    const { peek, redrive } = await deadLetters(numbered(23))
    const { moved, failed } = await redrive({ from: queue.deadLetterUrl, to: queue.queueUrl })
    expect(moved).toHaveLength(23)
    expect(failed).toEqual([])
    expect(await queue.deadLetterDepth()).toMatchObject({ visible: 0, inFlight: 0 })
    const back = await peek(queue.queueUrl)
    expect(back.map(({ body }) => body).toSorted()).toEqual(numbered(23).toSorted())
    expect(back[0]?.attributes).toEqual({ eventType: 'test' })
  })

  it('when some are named, those are moved, the others stay, and an unknown one is in neither list', async () => {
    const { peek, redrive } = await deadLetters(numbered(15))
    const wanted = (await peek(queue.deadLetterUrl)).filter(({ body }) => ['m3', 'm14'].includes(body))
    const messageIds = [...wanted.map(({ id }) => id), 'unknown']
    const { moved, failed } = await redrive({ from: queue.deadLetterUrl, to: queue.queueUrl, messageIds })
    expect(moved.toSorted()).toEqual(wanted.map(({ id }) => id).toSorted())
    expect(failed).toEqual([])
    expect(await queue.deadLetterDepth()).toEqual({ visible: 13, inFlight: 0, delayed: 0 })
    expect(await queue.depth()).toMatchObject({ visible: 2 })
  })

  it('when one cannot be sent, it stays and is named with its reason, and the others are moved', async () => {
    await deadLetters(numbered(3))
    const { endpoint } = await startFaultyProxy(emulator.endpoint, (action, body) =>
      action === 'SendMessage' && body.includes('"m1"')
        ? { status: 400, body: { __type: 'com.amazonaws.sqs#InvalidMessageContents', message: 'no' } }
        : undefined,
    )
    const { redrive } = createDeadLetters({ sqs: clientsAt(endpoint), now: () => new Date() })
    const { moved, failed } = await redrive({ from: queue.deadLetterUrl, to: queue.queueUrl })
    expect(moved).toHaveLength(2)
    expect(failed).toMatchObject([{ reason: expect.stringContaining('InvalidMessageContents') }])
    expect(await queue.bodiesInDeadLetterQueue()).toEqual(['m1'])
  })

  it('when it was cut before the delete, a repeat moves the message again: twice there, never nowhere', async () => {
    const { redrive } = await deadLetters(['m0'])
    let isCut = true
    const { endpoint } = await startFaultyProxy(emulator.endpoint, (action) =>
      isCut && action === 'DeleteMessage' ? { status: 403, body: { __type: 'AccessDenied' } } : undefined,
    )
    const cut = createDeadLetters({ sqs: clientsAt(endpoint), now: () => new Date() })
    const { moved, failed } = await cut.redrive({ from: queue.deadLetterUrl, to: queue.queueUrl })
    expect([moved.length, failed.length]).toEqual([0, 1])
    isCut = false
    expect((await redrive({ from: queue.deadLetterUrl, to: queue.queueUrl })).moved).toHaveLength(1)
    expect(await queue.depth()).toMatchObject({ visible: 2 })
    expect(await queue.deadLetterDepth()).toMatchObject({ visible: 0 })
  })

  it('when what is moved returns at once, the redrive ends all the same', async () => {
    const { redrive } = await deadLetters(numbered(12))
    const { deadLetterUrl } = queue // moved into itself, each would be found again for ever
    expect((await redrive({ from: deadLetterUrl, to: deadLetterUrl })).moved).toHaveLength(12)
    expect(await queue.deadLetterDepth()).toMatchObject({ visible: 12, inFlight: 0 })
  })
})

it('when the depth of a queue cannot be read, it throws', async () => {
  const queueDepth = createQueueDepth({ sqs: clientsAt(emulator.endpoint) })
  await expect(queueDepth('http://127.0.0.1/000000000000/nowhere')).rejects.toThrow()
})
