import { type Breaker, type BreakerState, createBreaker, createCallPolicy } from '@waybill/resilience'
import { type Client, createClient } from './create-client.ts'
import { neighbourFaults } from './neighbour-faults.ts'

/** How often, how long and how many at once; more than one try only for what is keyed or changes nothing. */
export type CallBudget = {
  tries: number
  attemptTimeoutMs: number
  totalTimeoutMs: number
  concurrent: number
  queued?: number
}

type NeighbourDeps = {
  neighbour: string
  baseUrl: string
  /** Sent as `authorization: Bearer …`; absent for a neighbour that is not ours. */
  serviceKey?: string | undefined
  budget: CallBudget
  /** Of another client of the same neighbour, so that both see the same outage. */
  breaker?: Breaker
  random: () => number
  now: () => Date
  monotonicMs: () => number
}

export type Neighbour = { call: Client; breaker: Breaker; state: () => BreakerState }

/** A neighbour with its budget: the client, and a breaker that opens when half of its last calls found nobody there. */
export function createNeighbour({
  neighbour,
  baseUrl,
  serviceKey,
  budget,
  random,
  now,
  monotonicMs,
  ...deps
}: NeighbourDeps): Neighbour {
  const { concurrent, queued = 0, ...limits } = budget
  const breaker = deps.breaker ?? createBreaker({ ...neighbourFaults, maxPauseMs: 10_000, monotonicMs })
  const backoff = { baseMs: 100, capMs: 2_000 }
  const policy = createCallPolicy({
    ...{ ...neighbourFaults, ...limits, backoff, breaker, random, monotonicMs },
    bulkhead: { concurrent, queued },
  })
  const headers = () => (serviceKey === undefined ? {} : { authorization: `Bearer ${serviceKey}` })
  return { call: createClient({ neighbour, baseUrl, policy, headers, random, now }), breaker, state: policy.state }
}
