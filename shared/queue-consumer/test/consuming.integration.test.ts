import { startLocalQueues } from '@waybill/local-queues'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { RejectMessage, RetryMessage } from '../src/handler-errors.ts'
import type { QueueMessage } from '../src/queue-message.ts'
import { consumerOf, createTestQueue, numbered } from './queue-fixture.ts'

let emulator: Awaited<ReturnType<typeof startLocalQueues>>

beforeAll(async () => {
  emulator = await startLocalQueues({ port: 0 })
})

afterAll(() => emulator.stop())

const nothingLeft = { visible: 0, inFlight: 0, delayed: 0 }

describe.concurrent('a queue consumer', () => {
  it('when messages wait, each is handled once with its body, attributes and receive count, and is gone', async ({
    expect,
  }) => {
    const queue = await createTestQueue(emulator.endpoint)
    await queue.send(numbered(35))
    const handled: QueueMessage[] = []
    consumerOf(queue, async (message) => void handled.push(message)).consumer.start()
    await expect.poll(queue.depth, { timeout: 8_000 }).toEqual(nothingLeft)
    expect(handled.map(({ body }) => body).toSorted()).toEqual(numbered(35).toSorted())
    expect(handled[0]).toMatchObject({ attributes: { eventType: 'test' }, receiveCount: 1 })
    expect(Math.abs(Date.now() - (handled[0]?.sentAt.getTime() ?? 0))).toBeLessThan(10_000)
  })

  it('when all slots are taken, no further message is received', async ({ expect }) => {
    const queue = await createTestQueue(emulator.endpoint)
    await queue.send(numbered(30))
    const open = Promise.withResolvers<void>()
    let running = 0
    let most = 0
    const { consumer } = consumerOf(queue, async () => {
      most = Math.max(most, ++running)
      await open.promise
      running--
    })
    consumer.start()
    await expect.poll(queue.depth, { timeout: 5_000 }).toEqual({ visible: 20, inFlight: 10, delayed: 0 })
    open.resolve()
    await expect.poll(queue.depth, { timeout: 8_000 }).toEqual(nothingLeft)
    expect(most).toBe(10)
  })

  it('when one handler hangs, the others go on', async ({ expect }) => {
    const queue = await createTestQueue(emulator.endpoint)
    await queue.send(['hangs', ...numbered(40)])
    const open = Promise.withResolvers<void>()
    const handled: string[] = []
    const { consumer } = consumerOf(queue, async ({ body }) => {
      if (body === 'hangs') await open.promise
      handled.push(body)
    })
    consumer.start()
    await expect.poll(() => handled.length, { timeout: 8_000 }).toBe(40)
    open.resolve()
    await expect.poll(queue.depth, { timeout: 8_000 }).toEqual(nothingLeft)
  })

  it('when one message of 200 is rejected, it is tried five times and then dead, and the others are done once', async ({
    expect,
  }) => {
    const queue = await createTestQueue(emulator.endpoint)
    await queue.send([...numbered(100), 'poison', ...numbered(99, 100)])
    const times = new Map<string, number>()
    const { consumer, logged } = consumerOf(queue, async ({ body }) => {
      times.set(body, (times.get(body) ?? 0) + 1)
      if (body === 'poison') throw new RejectMessage('not one of ours')
    })
    consumer.start()
    await expect.poll(queue.deadLetterDepth, { timeout: 5_000 }).toMatchObject({ visible: 1 })
    await expect.poll(queue.depth, { timeout: 5_000 }).toEqual(nothingLeft)
    expect(await queue.bodiesInDeadLetterQueue()).toEqual(['poison'])
    expect(times.get('poison')).toBe(5)
    expect(times.size).toBe(200)
    expect([...times.values()].reduce((sum, count) => sum + count)).toBe(199 + 5)
    expect(logged.filter((line) => line === 'message given back')).toHaveLength(5)
  })

  it('when a handler fails, the message comes again after pauses that grow', async ({ expect }) => {
    const queue = await createTestQueue(emulator.endpoint)
    await queue.send(['unlucky'])
    const receivedAtMs: number[] = []
    const { consumer } = consumerOf(
      queue,
      async ({ receiveCount }) => {
        receivedAtMs.push(performance.now())
        if (receiveCount < 3) throw new Error('the neighbour is down')
      },
      { random: () => 0.5 },
    )
    consumer.start()
    await expect.poll(() => receivedAtMs.length, { timeout: 6_000 }).toBe(3)
    const [first = 0, second = 0, third = 0] = receivedAtMs
    expect(second - first).toBeGreaterThan(950) // half of 2 s
    expect(third - second).toBeGreaterThan(1_950) // half of 4 s
  })

  it('when a handler asks for a pause, the message comes again after it', async ({ expect }) => {
    const queue = await createTestQueue(emulator.endpoint)
    await queue.send(['busy'])
    const receivedAtMs: number[] = []
    const { consumer } = consumerOf(queue, async ({ receiveCount }) => {
      receivedAtMs.push(performance.now())
      if (receiveCount === 1) throw new RetryMessage('busy', { delaySeconds: 1 })
    })
    consumer.start()
    await expect.poll(() => receivedAtMs.length, { timeout: 8_000 }).toBe(2)
    expect((receivedAtMs[1] ?? 0) - (receivedAtMs[0] ?? 0)).toBeGreaterThan(950)
  })

  it('when a handler is late, the message is given back, and what the handler then returns does not delete it', async ({
    expect,
  }) => {
    const queue = await createTestQueue(emulator.endpoint)
    await queue.send(['slow'])
    const late = Promise.withResolvers<void>()
    const signals: AbortSignal[] = []
    const { consumer } = consumerOf(
      queue,
      async ({ receiveCount }, signal) => {
        signals.push(signal)
        if (receiveCount === 1) return late.promise
        late.resolve()
        throw new RetryMessage('still here', { delaySeconds: 30 })
      },
      { handlerDeadlineMs: 200, random: () => 0 },
    )
    consumer.start()
    await expect.poll(() => signals.length, { timeout: 8_000 }).toBe(2)
    expect(signals[0]?.reason).toMatchObject({ name: 'TimeoutError' })
    await consumer.stop()
    expect(await queue.depth()).toEqual({ visible: 0, inFlight: 1, delayed: 0 })
  })

  it('when the same message comes twice, as SQS may send it, it is handled twice and gone', async ({ expect }) => {
    const queue = await createTestQueue(emulator.endpoint)
    await queue.send(['twin', 'twin'])
    const handled: string[] = []
    consumerOf(queue, async ({ body }) => void handled.push(body)).consumer.start()
    await expect.poll(queue.depth, { timeout: 8_000 }).toEqual(nothingLeft)
    expect(handled).toEqual(['twin', 'twin'])
  })

  it('when the deadline is not below the visibility, it says so', async ({ expect }) => {
    const queue = await createTestQueue(emulator.endpoint)
    expect(() => consumerOf(queue, async () => {}, { visibilityTimeout: 20 })).toThrow('less than the visibility')
  })
})
