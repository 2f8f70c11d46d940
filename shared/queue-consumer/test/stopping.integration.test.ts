import { startLocalQueues } from '@waybill/local-queues'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ConsumerStopped } from '../src/handler-errors.ts'
import { clientsAt, consumerOf, createTestQueue, numbered } from './queue-fixture.ts'

let emulator: Awaited<ReturnType<typeof startLocalQueues>>

beforeAll(async () => {
  emulator = await startLocalQueues({ port: 0 })
})

afterAll(() => emulator.stop())

const nothingLeft = { visible: 0, inFlight: 0, delayed: 0 }

describe('stopping a queue consumer', () => {
  it('when it is under load, nothing is lost and nothing is repeated', async () => {
    const queue = await createTestQueue(emulator.endpoint)
    await queue.send(numbered(400))
    const handled: string[] = []
    const receives: number[] = []
    const handlerThat =
      (afterwards: () => void) =>
      async ({ body, receiveCount }: { body: string; receiveCount: number }) => {
        await new Promise((done) => setTimeout(done, 5)) // the work
        handled.push(body)
        receives.push(receiveCount)
        afterwards()
      }
    for (const untilDone of [100, 200, 300]) {
      const reached = Promise.withResolvers<void>()
      const handle = handlerThat(() => handled.length >= untilDone && reached.resolve())
      const { consumer } = consumerOf(queue, handle)
      consumer.start()
      await reached.promise
      await consumer.stop()
      expect(await queue.depth()).toEqual({ visible: 400 - handled.length, inFlight: 0, delayed: 0 })
    }
    expect(handled.length).toBeLessThan(400)
    consumerOf(
      queue,
      handlerThat(() => {}),
    ).consumer.start()
    await expect.poll(queue.depth, { timeout: 5_000 }).toEqual(nothingLeft)
    expect(handled.toSorted()).toEqual(numbered(400).toSorted())
    expect(Math.max(...receives)).toBe(1)
  })

  it('when a poll is under way, what it still brings is handled before the stop is over', async () => {
    const queue = await createTestQueue(emulator.endpoint)
    const handled: string[] = []
    const { consumer } = consumerOf({ ...queue, sqs: clientsAt(emulator.endpoint, 5) }, async ({ body }) => {
      handled.push(body)
    })
    await queue.send(['first'])
    consumer.start()
    await expect.poll(() => handled, { timeout: 5_000 }).toEqual(['first'])
    await expect.poll(queue.depth, { timeout: 5_000 }).toEqual(nothingLeft)
    const stopped = consumer.stop()
    await queue.send(['late'])
    await stopped
    expect(handled).toEqual(['first', 'late'])
    expect(await queue.depth()).toEqual(nothingLeft)
  })

  it('when a poll brings something after the time for handlers is over, it is given back at once', async () => {
    const queue = await createTestQueue(emulator.endpoint)
    const handled: string[] = []
    const patient = { ...queue, sqs: clientsAt(emulator.endpoint, 5) }
    const handle = async ({ body }: { body: string }) => void handled.push(body)
    const { consumer } = consumerOf(patient, handle, { stopTimeoutMs: 0 })
    await queue.send(['first'])
    consumer.start()
    await expect.poll(() => handled, { timeout: 5_000 }).toEqual(['first'])
    const stopped = consumer.stop()
    await queue.send(['late'])
    await stopped
    expect(handled).toEqual(['first'])
    expect(await queue.depth()).toEqual({ visible: 1, inFlight: 0, delayed: 0 })
  })

  it('when a handler does not end in time, its signal aborts and its message is given back at once', async () => {
    const queue = await createTestQueue(emulator.endpoint)
    await queue.send(['endless', 'quick'])
    const signals: AbortSignal[] = []
    const { consumer } = consumerOf(
      queue,
      async ({ body }, signal) => {
        if (body === 'quick') return
        signals.push(signal)
        await new Promise(() => {})
      },
      { stopTimeoutMs: 100 },
    )
    consumer.start()
    await expect.poll(() => signals.length, { timeout: 5_000 }).toBe(1)
    await consumer.stop()
    expect(signals[0]?.reason).toBeInstanceOf(ConsumerStopped)
    expect(await queue.depth()).toEqual({ visible: 1, inFlight: 0, delayed: 0 })
  })

  it('when a handler ends in time, its message is deleted before the stop is over', async () => {
    const queue = await createTestQueue(emulator.endpoint)
    await queue.send(['one'])
    const open = Promise.withResolvers<void>()
    let begun = false
    const { consumer } = consumerOf(queue, () => {
      begun = true
      return open.promise
    })
    consumer.start()
    await expect.poll(() => begun, { timeout: 5_000 }).toBe(true)
    const stopped = consumer.stop()
    open.resolve()
    await stopped
    expect(await queue.depth()).toEqual(nothingLeft)
  })

  it('when it was never started, or is stopped twice, nothing happens; and it does not start again', async () => {
    const queue = await createTestQueue(emulator.endpoint)
    const { consumer } = consumerOf(queue, async () => {})
    await consumer.stop()
    await consumer.stop()
    await queue.send(['x'])
    consumer.start()
    expect(await queue.depth()).toEqual({ visible: 1, inFlight: 0, delayed: 0 })
  })
})
