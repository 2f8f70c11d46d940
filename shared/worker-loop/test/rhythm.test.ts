import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { intervalMs, pass, raise, stopped, useRealClock, useTestClock } from './raise-loop.ts'

beforeEach(useTestClock)
afterEach(useRealClock)

describe('the rhythm of a worker', () => {
  it('when it starts, it runs at once and then after each interval', async () => {
    const { loop, runs } = raise(async () => 'idle')
    loop.start()
    await pass()
    expect(runs()).toBe(1)
    await pass(intervalMs - 1)
    expect(runs()).toBe(1)
    await pass(1)
    expect(runs()).toBe(2)
    await loop.stop()
  })

  it('when a run leaves more to do, it runs again without a pause', async () => {
    let left = 5
    const { loop, runs } = raise(async () => (--left > 0 ? 'more' : 'idle'))
    loop.start()
    await pass(1)
    expect(runs()).toBe(5)
    await loop.stop()
  })

  it('when it always finds more, it lets other events through between the runs', async () => {
    const { loop } = raise(async () => 'more')
    loop.start()
    const event = new Promise((resolve) => setTimeout(resolve, 10))
    await pass(10)
    await event
    await stopped(loop)
  })

  it('when it is started twice, it does not run twice', async () => {
    const { loop, runs } = raise(async () => 'idle')
    loop.start()
    loop.start()
    await pass()
    expect(runs()).toBe(1)
    await loop.stop()
  })
})
