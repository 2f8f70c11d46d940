import type { BreakerState } from '@waybill/resilience'

const limits = { closed: Number.POSITIVE_INFINITY, 'half-open': 1, open: 0 } as const satisfies Record<
  BreakerState,
  number
>

/**
 * How many messages may be in hand, by the breakers of those whom each message needs: none while one is open, one as its
 * probe. What is not received uses up no receives, so an outage does not fill the dead-letter queue.
 */
export const receiveLimit = (...states: readonly BreakerState[]): number =>
  Math.min(...states.map((state) => limits[state]))
