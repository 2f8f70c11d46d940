import { type CallPolicyOptions, createBreaker, createCallPolicy } from '@waybill/resilience'
import { createClient, neighbourFaults } from '../src/index.ts'

const now = () => new Date('2026-01-02T03:04:05Z')

/** A client that repeats at once, so that a test waits for nothing but the server. */
export function createTestClient(
  baseUrl: string,
  changes: Partial<CallPolicyOptions & { maxAnswerBytes: number }> = {},
) {
  const { maxAnswerBytes = 65_536, ...policyChanges } = changes
  const policy = createCallPolicy({
    ...neighbourFaults,
    tries: 3,
    attemptTimeoutMs: 2_000,
    totalTimeoutMs: 6_000,
    backoff: { baseMs: 100, capMs: 1_000 },
    bulkhead: { concurrent: 20, queued: 20 },
    breaker: createBreaker({ ...neighbourFaults, monotonicMs: () => 0 }),
    random: () => 0,
    monotonicMs: () => 0,
    ...policyChanges,
  })
  const headers = () => ({ authorization: 'Bearer secret' })
  return createClient({ neighbour: 'parcels', baseUrl, policy, headers, maxAnswerBytes, random: () => 0.5, now })
}
