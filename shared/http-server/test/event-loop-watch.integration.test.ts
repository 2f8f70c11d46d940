import { setImmediate } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { createEventLoopWatch } from '../src/event-loop-watch.ts'

const watch = createEventLoopWatch({ limitMs: 100, windowMs: 200 })
afterEach(() => watch.stop())

async function turnUntil(condition: () => boolean, blockMs: number): Promise<boolean> {
  const deadlineMs = performance.now() + 5_000
  while (!condition() && performance.now() < deadlineMs) {
    const untilMs = performance.now() + blockMs
    while (performance.now() < untilMs);
    await setImmediate()
  }
  return condition()
}

describe('the event loop watch', () => {
  it('when each turn of the loop is late, it says so, and no more once they are not', async () => {
    watch.start()
    expect(await turnUntil(watch.isLate, 150)).toBe(true)
    expect(await turnUntil(() => !watch.isLate(), 0)).toBe(true)
  })

  it('when it is stopped twice or before it started, it is fine', () => {
    watch.stop()
    watch.stop()
    expect(watch.isLate()).toBe(false)
  })
})
