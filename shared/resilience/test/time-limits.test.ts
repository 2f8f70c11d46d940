import { describe, expect, it } from 'vitest'
import { createNeighbour, createTestPolicy, outcomeOf, silent } from './neighbour.ts'

describe('time limits', () => {
  it('when an attempt is silent, it ends that attempt by its signal and makes another', async () => {
    const neighbour = createNeighbour([])
    let attempts = 0
    const answer = createTestPolicy({ attemptTimeoutMs: 20, random: () => 0 }).execute((signal) => {
      attempts += 1
      return attempts === 1 ? silent(signal) : neighbour.call()
    })
    expect(await answer).toBe('ok')
    expect(attempts).toBe(2)
  })

  it('when the total time is up, it throws a TimeoutError, ends the attempt and makes no other', async () => {
    const signals: AbortSignal[] = []
    const policy = createTestPolicy({ attemptTimeoutMs: 30, totalTimeoutMs: 50, random: () => 0 })
    const answer = policy.execute((signal) => {
      signals.push(signal)
      return silent(signal)
    })
    await expect(answer).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(signals).toHaveLength(2)
    expect(signals.every((signal) => signal.aborted)).toBe(true)
  })

  it('when an attempt ignores its signal, it still answers in the total time, and repeats nothing beside it', async () => {
    let attempts = 0
    const answer = createTestPolicy({ attemptTimeoutMs: 10, totalTimeoutMs: 40 }).execute(() => {
      attempts += 1
      return new Promise(() => {})
    })
    await expect(answer).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(attempts).toBe(1)
  })

  it('when the pause would outlast the total time, it throws the failure itself and not a timeout', async () => {
    const failure = new Error('down')
    const policy = createTestPolicy({ totalTimeoutMs: 1_000, backoff: { baseMs: 5_000, capMs: 5_000 } })
    expect(await outcomeOf(policy.execute(createNeighbour([failure]).call))).toBe(failure)
  })
})
