import type { Logger } from '@waybill/logger'
import { acceptTraceparent, type RequestContext, runInContext } from '@waybill/request-context'
import { createWorkerLoop } from './worker-loop.ts'

type Deps<Item> = {
  name: string
  /** The pause before it looks again when nobody wakes it. */
  intervalMs: number
  atOnce: number
  /** Leases at most `limit` of what is due. */
  take: (limit: number) => Promise<Item[]>
  /** What is done with each. One that fails is logged, and taken again when its lease ends. */
  work: (item: Item) => Promise<void>
  /** Runs the work on an item in its context, where that is more than a request id of its own and the ids that it carries. */
  inScope?: (item: Item, run: () => Promise<void>) => Promise<void>
  logger: Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>
  newId: () => string
  random: () => number
}

const namesForLogs = ['userId', 'orderId', 'processId', 'job'] as const

/**
 * Works off rows that are due, at most `atOnce` at a time. One that is slow or fails holds up no other: whatever ends makes
 * room for the next. Each runs in a context of its own, in which its lines and calls carry a request id and its order. `stop`
 * waits for those under way.
 */
export function createDueWorker<Item extends object>({ atOnce, take, work, newId, ...deps }: Deps<Item>) {
  const { name, intervalMs, logger, random, inScope = inOwnContext } = deps
  const underWay = new Set<Promise<void>>()
  let mayBeMore = false

  async function fill() {
    const free = atOnce - underWay.size
    if (free > 0) {
      const due = await take(free)
      mayBeMore = due.length === free
      for (const item of due) begin(item)
    }
    return 'idle' as const
  }

  function begin(item: Item) {
    const run = inScope(item, () => workOn(item)).finally(() => {
      underWay.delete(run)
      if (mayBeMore) loop.wake()
    })
    underWay.add(run)
  }

  async function workOn(item: Item): Promise<void> {
    try {
      await work(item)
    } catch (error) {
      logger.warn({ worker: name, err: error }, 'not done; it is tried again')
    }
  }

  function inOwnContext(item: Item, run: () => Promise<void>): Promise<void> {
    return runInContext(contextOf(item), run)
  }

  function contextOf(item: Partial<RequestContext>): RequestContext {
    const named = namesForLogs.filter((each) => typeof item[each] === 'string').map((each) => [each, item[each]])
    return { requestId: newId(), traceparent: acceptTraceparent(undefined, random), ...Object.fromEntries(named) }
  }

  const loop = createWorkerLoop({ name, intervalMs, work: fill, logger, random })
  return {
    start: loop.start,
    wake: loop.wake,
    async stop() {
      await loop.stop()
      await Promise.all(underWay)
    },
  }
}
