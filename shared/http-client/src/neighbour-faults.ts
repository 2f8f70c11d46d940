import { NeighbourFault } from '@waybill/errors'
import { BulkheadFull, CircuitOpen } from '@waybill/resilience'

/** What a call policy and a breaker must know of failed calls: spread it into their options. */
export const neighbourFaults = {
  isPassing: (error: unknown) => error instanceof NeighbourFault && error.fault === 'passing',
  /** No answer or a 5xx: the neighbour is down. A 429 or an unreadable answer shows that it is there. */
  isOutage: (error: unknown) =>
    error instanceof NeighbourFault &&
    (error.kind === 'timeout' ||
      error.kind === 'connection' ||
      (error.kind === 'status' && Number(error.status) >= 500)),
  retryAfterSeconds: (error: unknown) => (error instanceof NeighbourFault ? error.retryAfterSeconds : undefined),
}

/** Nothing came, or not all of it: passing, because the neighbour may or may not have acted. */
export function noAnswer(neighbour: string, cause: unknown): NeighbourFault {
  const timedOut = cause instanceof Error && cause.name === 'TimeoutError'
  const message = timedOut
    ? `${neighbour} did not answer in time`
    : `${neighbour} cannot be reached: ${reasonOf(cause)}`
  return new NeighbourFault({ neighbour, kind: timedOut ? 'timeout' : 'connection', fault: 'passing', message, cause })
}

/** The policy's own refusals and its total time limit as faults of the neighbour; anything else as it is. */
export function asNeighbourFault(neighbour: string, error: unknown): unknown {
  const notCalled = (kind: 'circuit-open' | 'bulkhead-full', why: string) =>
    new NeighbourFault({
      neighbour,
      kind,
      fault: 'passing',
      message: `${neighbour} was not called: ${why}`,
      cause: error,
    })
  if (error instanceof CircuitOpen) return notCalled('circuit-open', 'its circuit is open')
  if (error instanceof BulkheadFull) return notCalled('bulkhead-full', 'too many calls are under way')
  return error instanceof Error && error.name === 'TimeoutError' ? noAnswer(neighbour, error) : error
}

// undici wraps what happened: "fetch failed" with the system's error as its cause.
function reasonOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const { code, message } = Object(inner) as { code?: unknown; message?: unknown }
  return String(code ?? message ?? 'unknown')
}
