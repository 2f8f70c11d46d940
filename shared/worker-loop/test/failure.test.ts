import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { intervalMs, logger, pass, raise, stopped, useRealClock, useTestClock } from './raise-loop.ts'

beforeEach(useTestClock)
afterEach(useRealClock)

describe('a worker that fails', () => {
  const fail = async (): Promise<'idle'> => {
    throw new Error('no database')
  }

  it('when runs fail in a row, the pauses double up to the cap', async () => {
    const { loop, runs } = raise(fail, { maxBackoffMs: 3_000 })
    loop.start()
    await pass()
    for (const [index, pauseMs] of [500, 1_000, 2_000, 3_000, 3_000].entries()) {
      await pass(pauseMs - 1)
      expect(runs()).toBe(index + 1)
      await pass(1)
      expect(runs()).toBe(index + 2)
    }
    await stopped(loop)
  })

  it('when nothing else is said, the cap is 10 s', async () => {
    const { loop } = raise(fail)
    loop.start()
    await pass(10 * 60_000)
    expect(logger.error).toHaveBeenLastCalledWith(expect.objectContaining({ pauseMs: 10_000 }), expect.any(String))
    await loop.stop()
  })

  it('when chance is low, the pause is short, but never below 100 ms', async () => {
    const { loop, runs } = raise(fail, { random: () => 0 })
    loop.start()
    await pass(99)
    expect(runs()).toBe(1)
    await pass(1)
    expect(runs()).toBe(2)
    await stopped(loop)
  })

  it('when it is woken, it runs again at once, but not more often than each 100 ms', async () => {
    const { loop, runs } = raise(fail, { maxBackoffMs: 60_000 })
    loop.start()
    for (let ms = 0; ms < 1_000; ms += 10) {
      loop.wake()
      await pass(10)
    }
    expect(runs()).toBe(11)
    await stopped(loop)
  })

  it('when it works again, it says so once and keeps its interval', async () => {
    let failing = true
    const { loop, runs } = raise(async () => (failing ? fail() : 'idle'))
    loop.start()
    await pass()
    failing = false
    await pass(500)
    expect(logger.info.mock.calls).toEqual([[{ worker: 'relay', failures: 1 }, 'the worker works again']])
    await pass(intervalMs)
    expect(runs()).toBe(3)
    expect(logger.info).toHaveBeenCalledOnce()
    await loop.stop()
  })

  it('when it throws before it returns a promise, that is a failure too', async () => {
    const { loop } = raise(() => {
      throw new Error('at once')
    })
    loop.start()
    await pass()
    expect(logger.error).toHaveBeenCalledOnce()
    await stopped(loop)
  })
})
