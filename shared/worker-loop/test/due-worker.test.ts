import { currentContext } from '@waybill/request-context'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createDueWorker } from '../src/due-worker.ts'
import { intervalMs, logger, pass, useRealClock, useTestClock } from './raise-loop.ts'

type Item = { id: number; orderId?: string; secret?: string }

beforeEach(useTestClock)
afterEach(useRealClock)

/** A worker over a list of what is due; each item ends when the test says so. */
function raise(due: Item[], work?: (item: Item) => Promise<void>) {
  const begun: number[] = []
  const ends = new Map<number, () => void>()
  const takes: number[] = []
  const warn = vi.fn()
  let lastId = 0
  const worker = createDueWorker<Item>({
    ...{ name: 'submitter', intervalMs, atOnce: 3, logger: { ...logger, warn }, random: () => 0.5 },
    newId: () => `request-${++lastId}`,
    take: async (limit) => {
      takes.push(limit)
      return due.splice(0, limit)
    },
    work:
      work ??
      ((item) => {
        begun.push(item.id)
        return new Promise((end) => ends.set(item.id, end))
      }),
  })
  const end = async (id: number) => {
    ends.get(id)?.()
    await pass()
  }
  return { worker, begun, takes, warn, end, endAll: () => ends.forEach((each) => void each()) }
}
const items = (count: number): Item[] => Array.from({ length: count }, (_, index) => ({ id: index + 1 }))

describe('a worker over what is due', () => {
  it('when more is due than it does at once, what ends makes room for the next', async () => {
    const { worker, begun, takes, end, endAll } = raise(items(5))
    worker.start()
    await pass()
    expect(begun).toEqual([1, 2, 3])
    await end(2) // the first one is slow and holds up nobody
    expect(begun).toEqual([1, 2, 3, 4])
    await end(4)
    await end(5)
    expect(begun).toEqual([1, 2, 3, 4, 5])
    expect(takes.every((limit) => limit >= 1 && limit <= 3)).toBe(true)
    endAll()
    await worker.stop()
  })

  it('when less is due than it could do, it looks again only after its interval or a wake', async () => {
    const due = items(1)
    const { worker, begun, takes, end } = raise(due)
    worker.start()
    await pass()
    await end(1)
    expect(takes).toEqual([3])
    due.push({ id: 7 })
    worker.wake()
    await pass()
    expect(begun).toEqual([1, 7])
    await end(7)
    await pass(intervalMs)
    expect(takes).toHaveLength(3)
    await worker.stop()
  })

  it('when one fails, it is logged and the others go on', async () => {
    const done: number[] = []
    const { worker, warn } = raise(items(6), async ({ id }) => {
      if (id === 2) throw new Error('no luck')
      done.push(id)
    })
    worker.start()
    await pass()
    expect(done).toEqual([1, 3, 4, 5, 6])
    expect(warn).toHaveBeenCalledTimes(1)
    expect(warn.mock.calls[0]?.[0]).toMatchObject({ worker: 'submitter', err: { message: 'no luck' } })
    await worker.stop()
  })

  it('when it works on one, that runs in a context of its own with the order, and with nothing else of it', async () => {
    const contexts: unknown[] = []
    const due = [{ id: 1, orderId: 'order-1', secret: 's' }, { id: 2 }]
    const { worker } = raise(due, async () => void contexts.push(currentContext()))
    worker.start()
    await pass()
    const traceparent = expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/)
    expect(contexts).toEqual([
      { requestId: 'request-1', traceparent, orderId: 'order-1' },
      { requestId: 'request-2', traceparent },
    ])
    expect(currentContext()).toBeUndefined()
    await worker.stop()
  })

  it('when it is stopped, it waits for what is under way and begins nothing more', async () => {
    const { worker, begun, end } = raise(items(9))
    worker.start()
    await pass()
    let stopped = false
    const stop = worker.stop().then(() => {
      stopped = true
    })
    await end(1)
    await end(2)
    expect(stopped).toBe(false)
    await end(3)
    await stop
    expect(begun).toEqual([1, 2, 3])
    await worker.stop()
  })
})
