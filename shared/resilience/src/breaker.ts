import {
  CircuitState,
  ConsecutiveBreaker,
  CountBreaker,
  circuitBreaker,
  handleWhen,
  type IBackoff,
  isBrokenCircuitError,
} from 'cockatiel'
import { Abandoned, CircuitOpen } from './rejections.ts'

export type BreakerState = 'closed' | 'open' | 'half-open'

export type BreakerOptions = {
  /** Which failures say that the neighbour is down: no answer, or a 5xx. Anything else leaves the breaker as it is. */
  isOutage: (error: unknown) => boolean
  /** More than `share` of the last `of` attempts, once `minimum` were made; or so many in a row. Default: half of 20, minimum 10. */
  opensAt?: { share: number; of: number; minimum: number } | { inARow: number }
  /** The first pause; it doubles with each probe that fails, up to `maxPauseMs`. Default 5 s, up to 30 s. */
  pauseMs?: number
  maxPauseMs?: number
  /** A clock that never goes back. */
  monotonicMs: () => number
}

export type Breaker = ReturnType<typeof createBreaker>

/**
 * One neighbour's circuit breaker; policies of the same neighbour may share it. While it is open nobody is called. After the
 * pause one attempt goes through as probe, the others wait for its result: it closes the breaker, or opens it for longer.
 */
export function createBreaker(options: BreakerOptions) {
  const { pauseMs = 5_000, maxPauseMs = 30_000, monotonicMs } = options
  let probeAtMs = 0
  const isPauseOver = () => monotonicMs() >= probeAtMs
  const growingPause = {
    next({ attempt }: { attempt: number }) {
      probeAtMs = monotonicMs() + Math.min(maxPauseMs, pauseMs * 2 ** (attempt - 1))
      return pause
    },
  }
  // cockatiel measures the pause by the machine's clock, which would stay open for as long as that is set back: the answer is ours.
  const pause: IBackoff<{ attempt: number }> = {
    get duration() {
      return isPauseOver() ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
    },
    next: growingPause.next,
  }
  const counted = (error: unknown) => (error instanceof Abandoned ? error.wasProbe : options.isOutage(error))
  const circuit = circuitBreaker(handleWhen(counted), { breaker: counterFor(options), halfOpenAfter: growingPause })

  // cockatiel takes an error that it does not count for a success of the probe. An abandoned probe proves nothing: open again.
  async function attemptOrProbe<T>(attempt: () => Promise<T>): Promise<T> {
    const isProbe = circuit.state === CircuitState.HalfOpen
    try {
      return await attempt()
    } catch (error) {
      if (error instanceof Abandoned) error.wasProbe = isProbe
      throw error
    }
  }

  return {
    /** Runs the attempt, or throws CircuitOpen without running it. */
    async execute<T>(attempt: () => Promise<T>): Promise<T> {
      try {
        return await circuit.execute(() => attemptOrProbe(attempt))
      } catch (error) {
        throw isBrokenCircuitError(error) ? new CircuitOpen('circuit open', { cause: error }) : error
      }
    },
    /** `half-open` from the moment at which a probe may go, so that whoever feeds the calls knows when to send one. */
    state(): BreakerState {
      if (circuit.state === CircuitState.Closed) return 'closed'
      return circuit.state === CircuitState.Open && !isPauseOver() ? 'open' : 'half-open'
    },
  }
}

function counterFor({ opensAt = { share: 0.5, of: 20, minimum: 10 } }: BreakerOptions) {
  if ('inARow' in opensAt) return new ConsecutiveBreaker(opensAt.inARow)
  return new CountBreaker({ threshold: opensAt.share, size: opensAt.of, minimumNumberOfCalls: opensAt.minimum })
}
