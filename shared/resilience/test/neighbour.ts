import { type CallPolicyOptions, createBreaker, createCallPolicy } from '../src/index.ts'

export class Outage extends Error {
  readonly retryAfterSeconds: number | undefined
  constructor(retryAfterSeconds?: number) {
    super('outage')
    this.retryAfterSeconds = retryAfterSeconds
  }
}
export class Refusal extends Error {}

/** Everything but a refusal counts as passing, as `faultOf` has it: the policy must know its own refusals by itself. */
export const createTestPolicy = (changes: Partial<CallPolicyOptions> = {}) =>
  createCallPolicy({
    isPassing: (error) => !(error instanceof Refusal),
    retryAfterSeconds: (error) => (error instanceof Outage ? error.retryAfterSeconds : undefined),
    tries: 3,
    attemptTimeoutMs: 2_000,
    totalTimeoutMs: 6_000,
    backoff: { baseMs: 100, capMs: 1_000 },
    bulkhead: { concurrent: 20, queued: 20 },
    random: () => 0.999_999,
    monotonicMs: () => Date.now(),
    ...changes,
  })

export const createTestBreaker = (changes: Partial<Parameters<typeof createBreaker>[0]> = {}) =>
  createBreaker({ isOutage: (error) => error instanceof Outage, monotonicMs: () => Date.now(), ...changes })

/** A neighbour that answers by script, one entry per call and then `then`; it remembers when it was called. */
export function createNeighbour(script: (unknown | 'ok')[], then: unknown | 'ok' = 'ok') {
  const calledAtMs: number[] = []
  const answers = [...script]
  const call = async () => {
    calledAtMs.push(Date.now())
    const answer = answers.length > 0 ? answers.shift() : then
    if (answer !== 'ok') throw answer
    return 'ok'
  }
  return { call, calledAtMs }
}

/** An attempt that ends only when its signal aborts, as `fetch` on a silent neighbour does. */
export const silent = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))

/** The outcome of a promise as a value, so that a rejection under fake time is never unhandled. */
export const outcomeOf = (work: Promise<unknown>) =>
  work.then(
    (value) => value,
    (error: unknown) => error,
  )
