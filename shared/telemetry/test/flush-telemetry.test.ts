import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { flushOnRequest, flushTelemetry } from '../src/flush-telemetry.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  flushOnRequest([])
})

describe('flushing telemetry', () => {
  it('when providers are registered, it flushes each and does not mind a failing one', async () => {
    const failing = { forceFlush: vi.fn(async () => Promise.reject(new Error('collector down'))) }
    const good = { forceFlush: vi.fn(async () => {}) }
    flushOnRequest([failing, good])
    await expect(flushTelemetry()).resolves.toBeUndefined()
    expect([failing.forceFlush, good.forceFlush].map(({ mock }) => mock.calls.length)).toEqual([1, 1])
  })

  it('when a provider hangs, it waits for timeoutMs and no longer', async () => {
    const done = vi.fn()
    flushOnRequest([{ forceFlush: () => new Promise(() => {}) }])
    void flushTelemetry({ timeoutMs: 500 }).then(done)
    await vi.advanceTimersByTimeAsync(499)
    expect(done).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    expect(done).toHaveBeenCalledOnce()
  })
})
