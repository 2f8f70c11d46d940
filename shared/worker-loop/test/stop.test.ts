import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { heldWork, intervalMs, logger, pass, raise, stopped, useRealClock, useTestClock } from './raise-loop.ts'

beforeEach(useTestClock)
afterEach(useRealClock)

describe('stopping a worker', () => {
  it('when a run is in progress, it aborts its signal, waits for it and starts no other', async () => {
    const { work, end } = heldWork()
    let seen: AbortSignal | undefined
    const { loop, runs } = raise((signal) => {
      seen = signal
      return work()
    })
    loop.start()
    await pass()
    const ended = vi.fn()
    const both = Promise.all([loop.stop().then(ended), loop.stop().then(ended)])
    await pass(intervalMs)
    expect(seen?.aborted).toBe(true)
    expect(ended).not.toHaveBeenCalled()
    end('more')
    await both
    expect(runs()).toBe(1)
  })

  it('when the aborted run throws, it is no failure', async () => {
    const untilAborted = (signal: AbortSignal) =>
      new Promise<'idle'>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    const { loop } = raise(untilAborted)
    loop.start()
    await pass()
    await loop.stop()
    expect(logger.error).not.toHaveBeenCalled()
  })

  it('when it pauses, it ends at once', async () => {
    const { loop, runs } = raise(async () => 'idle')
    loop.start()
    await pass()
    await loop.stop()
    await loop.stop()
    await pass(intervalMs)
    expect(runs()).toBe(1)
  })

  it('when it was never started, it ends, and the worker can still be started', async () => {
    const { loop, runs } = raise(async () => 'idle')
    await loop.stop()
    loop.start()
    await pass()
    expect(runs()).toBe(1)
    await loop.stop()
  })

  it('when it is started again before its last run has ended, the runs do not overlap', async () => {
    const { work, end } = heldWork()
    const { loop, runs } = raise(work)
    loop.start()
    await pass()
    const firstEnd = loop.stop()
    loop.start()
    await pass()
    expect(runs()).toBe(1)
    end()
    await firstEnd
    await pass()
    expect(runs()).toBe(2)
    end()
    await stopped(loop)
  })
})
