import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { heldWork, intervalMs, pass, raise, stopped, useRealClock, useTestClock } from './raise-loop.ts'

beforeEach(useTestClock)
afterEach(useRealClock)

describe('waking a worker', () => {
  it('when it pauses, it runs at once', async () => {
    const { loop, runs } = raise(async () => 'idle')
    loop.start()
    await pass()
    loop.wake()
    await pass()
    expect(runs()).toBe(2)
    await loop.stop()
  })

  it('when a run is in progress, it runs once more directly after it, however often it was woken', async () => {
    const { work, end } = heldWork()
    const { loop, runs } = raise(work)
    loop.start()
    await pass()
    loop.wake()
    loop.wake()
    await pass(intervalMs)
    expect(runs()).toBe(1)
    end()
    await pass()
    expect(runs()).toBe(2)
    end()
    await pass(intervalMs - 1)
    expect(runs()).toBe(2)
    end()
    await stopped(loop)
  })

  it('when the last thing that a run does is to wake itself, it runs again', async () => {
    let once = true
    const { loop, runs } = raise(async () => {
      if (once) queueMicrotask(loop.wake)
      once = false
      return 'idle'
    })
    loop.start()
    await pass()
    expect(runs()).toBe(2)
    await loop.stop()
  })

  it('when it was not started, it does nothing', async () => {
    const { loop, runs } = raise(async () => 'idle')
    loop.wake()
    await pass(intervalMs)
    expect(runs()).toBe(0)
  })
})
