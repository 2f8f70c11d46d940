import { setImmediate } from 'node:timers/promises'
import type { Logger } from '@waybill/logger'
import type { BreakerState } from '@waybill/resilience'
import { captureLog, seededRandom, sequentialIds, waitFor } from '@waybill/test-kit'
import { describe, expect, it } from 'vitest'
import { createSenders } from '../src/workers/senders.ts'

const item = { userId: 'u', orderId: 'o', processId: 'p', traceparent: null }

function raise(state: BreakerState) {
  const seen = { asked: 0, claims: 0, underWay: 0, most: 0 }
  const { promise: held, resolve: letGo } = Promise.withResolvers<void>()
  const { logger, lines } = captureLog()
  const senders = createSenders({
    ...{ intervalMs: 1, logger: logger as unknown as Logger, random: seededRandom(1), newId: sequentialIds() },
    state: () => {
      seen.asked += 1
      return state
    },
    claim: async (limit) => {
      await setImmediate() // as long as a database takes at least
      const claimed = Math.min(limit, 5 - seen.underWay)
      seen.claims += claimed
      return Array.from({ length: claimed }, () => item)
    },
    deliver: async () => {
      seen.underWay += 1
      seen.most = Math.max(seen.most, seen.underWay)
      await held
      seen.underWay -= 1
      if (seen.claims > 20) throw new Error('no more')
    },
  })
  return { senders, seen, letGo, lines }
}

describe('the senders', () => {
  it.each([
    ['closed', 5],
    ['half-open', 1],
    ['open', 0],
  ] as const)('when the breaker is %s, they send %i at once', async (state, atOnce) => {
    const { senders, seen, letGo } = raise(state)
    senders.start()
    const polls = state === 'closed' ? 1 : 5
    await waitFor(() => seen.asked >= polls && seen.underWay === atOnce, { what: 'the senders to have looked' })
    expect(seen.claims).toBe(atOnce)
    letGo()
    await senders.stop()
    expect(seen.underWay).toBe(0)
  })

  it('when one e-mail fails, the others go on', async () => {
    const { senders, seen, letGo, lines } = raise('closed')
    senders.start()
    letGo()
    await waitFor(() => seen.claims > 30, { what: 'more claims after a failure' })
    await senders.stop()
    expect(lines.some(({ msg }) => msg === 'not done; it is tried again')).toBe(true)
  })

  it('when they are stopped twice or before the start, nothing happens', async () => {
    const { senders } = raise('open')
    await senders.stop()
    await senders.stop()
  })
})
