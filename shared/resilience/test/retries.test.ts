import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createNeighbour, createTestPolicy, Outage, outcomeOf, Refusal } from './neighbour.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 0 }))
afterEach(() => void vi.useRealTimers())

describe('retries', () => {
  it('when a call fails twice in passing, it makes three calls after growing pauses', async () => {
    const neighbour = createNeighbour([new Outage(), new Outage()])
    const answer = outcomeOf(createTestPolicy().execute(neighbour.call))
    await vi.runAllTimersAsync()
    expect(await answer).toBe('ok')
    expect(neighbour.calledAtMs).toEqual([0, 99, 99 + 199])
  })

  it('when chance says 0, it repeats at once', async () => {
    const neighbour = createNeighbour([new Outage(), new Outage()])
    const answer = outcomeOf(createTestPolicy({ random: () => 0 }).execute(neighbour.call))
    await vi.runAllTimersAsync()
    expect(await answer).toBe('ok')
    expect(neighbour.calledAtMs).toEqual([0, 0, 0])
  })

  it.each([1, 2, 3])(
    'when every call fails and tries is %i, it makes that many calls and throws the last failure',
    async (tries) => {
      const failures = [1, 2, 3, 4].map(() => new Outage())
      const neighbour = createNeighbour(failures)
      const answer = outcomeOf(createTestPolicy({ tries }).execute(neighbour.call))
      await vi.runAllTimersAsync()
      expect(await answer).toBe(failures[tries - 1])
      expect(neighbour.calledAtMs).toHaveLength(tries)
    },
  )

  it('when the failure is permanent, it makes one call', async () => {
    const neighbour = createNeighbour([new Refusal()])
    await expect(createTestPolicy().execute(neighbour.call)).rejects.toBeInstanceOf(Refusal)
    expect(neighbour.calledAtMs).toEqual([0])
  })

  it('when the neighbour asks for 2 s, it waits them and the jitter on top', async () => {
    const neighbour = createNeighbour([new Outage(2)])
    const answer = outcomeOf(createTestPolicy().execute(neighbour.call))
    await vi.runAllTimersAsync()
    expect(await answer).toBe('ok')
    expect(neighbour.calledAtMs).toEqual([0, 2_099])
  })

  it('when the neighbour asks for more than the time left, it gives up at once', async () => {
    const neighbour = createNeighbour([new Outage(6)])
    await expect(createTestPolicy().execute(neighbour.call)).rejects.toBeInstanceOf(Outage)
    expect(neighbour.calledAtMs).toEqual([0])
  })

  it('when a neighbour is down under traffic, it repeats no more than a tenth of the requests', async () => {
    const neighbour = createNeighbour([], new Outage())
    const policy = createTestPolicy({ bulkhead: { concurrent: 1_000 } })
    const answers = Array.from({ length: 1_000 }, () => outcomeOf(policy.execute(neighbour.call)))
    await vi.runAllTimersAsync()
    await Promise.all(answers)
    expect(neighbour.calledAtMs).toHaveLength(1_100)
  })

  it('when a single call fails in every window, it may always repeat', async () => {
    const neighbour = createNeighbour([], new Outage())
    const policy = createTestPolicy({ retryBudget: { share: 0.1, floor: 2, windowMs: 10_000 } })
    for (const startMs of [0, 10_000, 20_000]) {
      vi.setSystemTime(startMs)
      const answer = outcomeOf(policy.execute(neighbour.call))
      await vi.runAllTimersAsync()
      await answer
    }
    expect(neighbour.calledAtMs).toHaveLength(9)
  })
})
