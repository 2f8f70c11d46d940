import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CircuitOpen, createBreaker } from '../src/index.ts'
import { createNeighbour, createTestBreaker, createTestPolicy, Outage, outcomeOf, Refusal } from './neighbour.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: 0 }))
afterEach(() => void vi.useRealTimers())

const times = async (count: number, call: () => Promise<unknown>) => {
  for (let i = 0; i < count; i++) await outcomeOf(call())
}

/** A policy whose breaker has just opened, with a neighbour that can be told what to answer. */
async function openedPolicy(tries = 1) {
  const breaker = createTestBreaker()
  await times(10, () => breaker.execute(createNeighbour([new Outage()]).call))
  return createTestPolicy({ tries, breaker })
}

describe('breaker', () => {
  it('when fewer than the minimum were called, it stays closed', async () => {
    const policy = createTestPolicy({ tries: 1, breaker: createTestBreaker() })
    await times(9, () => policy.execute(createNeighbour([new Outage()]).call))
    expect(policy.state()).toBe('closed')
  })

  it('when more than half of the last 20 failed, it opens; at half it does not', async () => {
    const policy = createTestPolicy({ tries: 1, breaker: createTestBreaker() })
    await times(10, () => policy.execute(createNeighbour([]).call))
    await times(10, () => policy.execute(createNeighbour([new Outage()]).call))
    expect(policy.state()).toBe('closed')
    await times(1, () => policy.execute(createNeighbour([new Outage()]).call))
    expect(policy.state()).toBe('open')
  })

  it('when failures come in a row, it opens at that number', async () => {
    const policy = createTestPolicy({ tries: 1, breaker: createTestBreaker({ opensAt: { inARow: 5 } }) })
    await times(4, () => policy.execute(createNeighbour([new Outage()]).call))
    expect(policy.state()).toBe('closed')
    await times(1, () => policy.execute(createNeighbour([new Outage()]).call))
    expect(policy.state()).toBe('open')
  })

  it('when the neighbour refuses what it is asked, it stays closed', async () => {
    const policy = createTestPolicy({ breaker: createTestBreaker() })
    await times(40, () => policy.execute(createNeighbour([new Refusal()]).call))
    expect(policy.state()).toBe('closed')
  })

  it('when it is open, nobody is called and nothing is repeated', async () => {
    const policy = await openedPolicy(3)
    const neighbour = createNeighbour([])
    vi.setSystemTime(4_999)
    expect(policy.state()).toBe('open')
    expect(await outcomeOf(policy.execute(neighbour.call))).toBeInstanceOf(CircuitOpen)
    expect(neighbour.calledAtMs).toHaveLength(0)
  })

  it('when it opens during the tries of a call, it ends them at once with the failure itself', async () => {
    const policy = createTestPolicy({ breaker: createTestBreaker({ opensAt: { inARow: 2 } }) })
    const neighbour = createNeighbour([], new Outage())
    const answer = outcomeOf(policy.execute(neighbour.call))
    await vi.runAllTimersAsync()
    expect(await answer).toBeInstanceOf(Outage)
    expect(neighbour.calledAtMs).toHaveLength(2)
  })

  it('when policies share it, what one learns holds for the other', async () => {
    const breaker = createTestBreaker({ opensAt: { inARow: 1 } })
    await times(1, () => createTestPolicy({ tries: 1, breaker }).execute(createNeighbour([new Outage()]).call))
    expect(createTestPolicy({ breaker }).state()).toBe('open')
  })
})

describe('half-open breaker', () => {
  it('when the pause is over, it says so before anybody has called', async () => {
    const policy = await openedPolicy()
    vi.setSystemTime(5_000)
    expect(policy.state()).toBe('half-open')
  })

  it('when many call at once, it sends one probe and lets the others go after it has succeeded', async () => {
    const policy = await openedPolicy()
    vi.setSystemTime(5_000)
    const neighbour = createNeighbour([])
    const probe = Promise.withResolvers<void>()
    const first = policy.execute(() => probe.promise.then(neighbour.call))
    const others = [1, 2, 3].map(() => policy.execute(neighbour.call))
    await vi.advanceTimersByTimeAsync(100)
    expect(neighbour.calledAtMs).toHaveLength(0)
    expect(policy.state()).toBe('half-open')
    probe.resolve()
    expect(await Promise.all([first, ...others])).toEqual(['ok', 'ok', 'ok', 'ok'])
    expect(policy.state()).toBe('closed')
  })

  it('when probes fail, it pauses twice as long each time up to the cap', async () => {
    const policy = await openedPolicy()
    const neighbour = createNeighbour([], new Outage())
    let nowMs = 0
    for (const pauseMs of [5_000, 10_000, 20_000, 30_000, 30_000]) {
      vi.setSystemTime(nowMs + pauseMs - 1)
      expect(await outcomeOf(policy.execute(neighbour.call))).toBeInstanceOf(CircuitOpen)
      nowMs += pauseMs
      vi.setSystemTime(nowMs)
      expect(await outcomeOf(policy.execute(neighbour.call))).toBeInstanceOf(Outage)
    }
    expect(neighbour.calledAtMs).toEqual([5_000, 15_000, 35_000, 65_000, 95_000])
  })

  it('when it has closed, it starts counting anew and pauses 5 s again', async () => {
    const policy = await openedPolicy()
    vi.setSystemTime(5_000)
    await policy.execute(createNeighbour([]).call)
    await times(9, () => policy.execute(createNeighbour([new Outage()]).call))
    expect(policy.state()).toBe('open')
    vi.setSystemTime(10_000)
    expect(policy.state()).toBe('half-open')
  })

  it('when the probe is refused, it closes: the neighbour is there', async () => {
    const policy = await openedPolicy()
    vi.setSystemTime(5_000)
    await outcomeOf(policy.execute(createNeighbour([new Refusal()]).call))
    expect(policy.state()).toBe('closed')
  })

  it('when a caller leaves while the probe is out, its own call is never made', async () => {
    const policy = await openedPolicy()
    vi.setSystemTime(5_000)
    const neighbour = createNeighbour([])
    const probe = Promise.withResolvers<void>()
    const caller = new AbortController()
    const first = policy.execute(() => probe.promise)
    const second = outcomeOf(policy.execute(neighbour.call, caller.signal))
    caller.abort(new Error('left'))
    probe.resolve()
    await Promise.all([first, second])
    await policy.execute(neighbour.call)
    expect(neighbour.calledAtMs).toHaveLength(1)
  })

  it("when the probe's caller leaves, it opens again instead of closing", async () => {
    const policy = await openedPolicy()
    vi.setSystemTime(5_000)
    const caller = new AbortController()
    const answer = policy.execute(async () => {
      caller.abort(new Error('left'))
      throw new Outage()
    }, caller.signal)
    await outcomeOf(answer)
    expect(policy.state()).toBe('open')
  })

  it.each([
    ['back', -300_000],
    ['forward', 300_000],
  ])("when the machine's clock is set %s by five minutes, it pauses as long as ever", async (_, stepMs) => {
    let atMs = 0
    const breaker = createTestBreaker({ opensAt: { inARow: 1 }, monotonicMs: () => atMs })
    await times(1, () => breaker.execute(createNeighbour([new Outage()]).call))
    vi.setSystemTime(Date.now() + stepMs)
    atMs = 4_999
    expect(await outcomeOf(breaker.execute(createNeighbour([]).call))).toBeInstanceOf(CircuitOpen)
    atMs = 5_000
    expect(await breaker.execute(createNeighbour([]).call)).toBe('ok')
    expect(breaker.state()).toBe('closed')
  })

  it('when its pauses are configured, it keeps to them', async () => {
    const breaker = createBreaker({
      isOutage: () => true,
      opensAt: { inARow: 1 },
      pauseMs: 100,
      maxPauseMs: 150,
      monotonicMs: () => Date.now(),
    })
    for (const [pauseMs, stateBefore] of [
      [100, 'closed'],
      [150, 'half-open'],
    ] as const) {
      expect(breaker.state()).toBe(stateBefore)
      await outcomeOf(breaker.execute(createNeighbour([new Outage()]).call))
      await vi.advanceTimersByTimeAsync(pauseMs - 1)
      expect(breaker.state()).toBe('open')
      await vi.advanceTimersByTimeAsync(1)
    }
  })
})
