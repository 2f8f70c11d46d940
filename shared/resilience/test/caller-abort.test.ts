import { afterEach, describe, expect, it, vi } from 'vitest'
import { createNeighbour, createTestBreaker, createTestPolicy, Outage, outcomeOf, silent } from './neighbour.ts'

afterEach(() => void vi.useRealTimers())

const left = new Error('the caller left')

describe("a caller's abort", () => {
  it('when the caller has left before, it calls nobody', async () => {
    const neighbour = createNeighbour([])
    expect(await outcomeOf(createTestPolicy().execute(neighbour.call, AbortSignal.abort(left)))).toBe(left)
    expect(neighbour.calledAtMs).toHaveLength(0)
  })

  it('when the caller leaves during an attempt, it throws the reason and does not repeat', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    const caller = new AbortController()
    let attempts = 0
    const answer = createTestPolicy().execute((signal) => {
      attempts += 1
      queueMicrotask(() => caller.abort(left))
      return silent(signal)
    }, caller.signal)
    expect(await outcomeOf(answer)).toBe(left)
    expect(vi.getTimerCount()).toBe(0)
    expect(attempts).toBe(1)
  })

  it('when the attempt turns the abort into an error of its own, it still throws the reason', async () => {
    const caller = new AbortController()
    const answer = createTestPolicy().execute(async () => {
      caller.abort(left)
      throw new Outage()
    }, caller.signal)
    expect(await outcomeOf(answer)).toBe(left)
  })

  it('when the caller leaves during the pause before a retry, it answers at once and calls nobody again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    const caller = new AbortController()
    const neighbour = createNeighbour([], new Outage())
    const answer = outcomeOf(createTestPolicy().execute(neighbour.call, caller.signal))
    await vi.advanceTimersByTimeAsync(50)
    caller.abort(left)
    expect(await answer).toBe(left)
    await vi.runAllTimersAsync()
    expect(neighbour.calledAtMs).toHaveLength(1)
  })

  it('when the caller leaves while waiting for a slot, it answers at once and never calls', async () => {
    const caller = new AbortController()
    const neighbour = createNeighbour([])
    const policy = createTestPolicy({ bulkhead: { concurrent: 1, queued: 1 } })
    const slot = Promise.withResolvers<void>()
    const first = policy.execute(() => slot.promise)
    const second = outcomeOf(policy.execute(neighbour.call, caller.signal))
    caller.abort(left)
    expect(await second).toBe(left)
    slot.resolve()
    await first
    expect(await policy.execute(neighbour.call)).toBe('ok')
    expect(neighbour.calledAtMs).toHaveLength(1)
  })

  it('when many callers leave, it keeps the breaker closed', async () => {
    const policy = createTestPolicy({ breaker: createTestBreaker() })
    for (let i = 0; i < 40; i++) {
      const caller = new AbortController()
      const answer = policy.execute(async () => {
        caller.abort(left)
        throw new Outage()
      }, caller.signal)
      expect(await outcomeOf(answer)).toBe(left)
    }
    expect(policy.state()).toBe('closed')
  })
})
