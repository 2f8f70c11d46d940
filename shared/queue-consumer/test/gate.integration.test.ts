import { startLocalQueues } from '@waybill/local-queues'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { QueueMessage } from '../src/queue-message.ts'
import { consumerOf, createTestQueue, numbered } from './queue-fixture.ts'

let emulator: Awaited<ReturnType<typeof startLocalQueues>>

beforeAll(async () => {
  emulator = await startLocalQueues({ port: 0 })
})

afterAll(() => emulator.stop())

describe('a queue consumer with a gate', () => {
  it('when the gate is closed, it receives nothing; half open, one at a time; open, all', async () => {
    const queue = await createTestQueue(emulator.endpoint)
    await queue.send(numbered(20))
    let allowed = 0
    let asked = 0
    const running = new Map<string, () => void>()
    const handled: QueueMessage[] = []
    const { consumer } = consumerOf(
      queue,
      async (message) => {
        handled.push(message)
        await new Promise<void>((resolve) => running.set(message.body, resolve))
        running.delete(message.body)
      },
      {
        mayReceive: () => {
          asked++
          return allowed
        },
        pollingWaitTimeMs: 10,
      },
    )
    consumer.start()
    await expect.poll(() => asked, { timeout: 5_000 }).toBeGreaterThan(20)
    expect(await queue.depth()).toEqual({ visible: 20, inFlight: 0, delayed: 0 })

    allowed = 1
    for (let probe = 1; probe <= 3; probe++) {
      await expect.poll(() => handled.length, { timeout: 5_000 }).toBe(probe)
      const askedBefore = asked
      await expect.poll(() => asked, { timeout: 5_000 }).toBeGreaterThan(askedBefore + 10)
      expect(running.size).toBe(1)
      for (const end of running.values()) end()
    }

    allowed = Number.POSITIVE_INFINITY
    await expect
      .poll(
        async () => {
          for (const end of running.values()) end()
          return queue.depth()
        },
        { timeout: 5_000 },
      )
      .toEqual({ visible: 0, inFlight: 0, delayed: 0 })
    expect(handled.map(({ receiveCount }) => receiveCount)).toEqual(Array(20).fill(1))
  })
})
