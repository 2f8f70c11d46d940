/** `passing`: the same call may succeed later. `permanent`: it will not, whoever repeats it. */
export type Fault = 'passing' | 'permanent'

export type NeighbourFaultKind = 'timeout' | 'connection' | 'status' | 'unreadable' | 'circuit-open' | 'bulkhead-full'

type Details = {
  neighbour: string
  kind: NeighbourFaultKind
  fault: Fault
  message: string
  status?: number | undefined
  /** The `code` of the neighbour's problem document, when it sent one. */
  code?: string | undefined
  retryAfterSeconds?: number | undefined
  cause?: unknown
}

/**
 * A call to a neighbour that brought no usable answer. With a `passing` fault the effect is unknown:
 * the neighbour may have acted. Its message is for operators and never for a shopper.
 */
export class NeighbourFault extends Error {
  readonly neighbour: string
  readonly kind: NeighbourFaultKind
  readonly fault: Fault
  readonly status: number | undefined
  readonly code: string | undefined
  readonly retryAfterSeconds: number | undefined

  constructor(details: Details) {
    super(details.message, { cause: details.cause })
    this.name = 'NeighbourFault'
    this.neighbour = details.neighbour
    this.kind = details.kind
    this.fault = details.fault
    this.status = details.status
    this.code = details.code
    this.retryAfterSeconds = details.retryAfterSeconds
  }
}

const longestPeaceMs = 300_000

/** How long the neighbour asked to be left alone by `Retry-After`, 5 minutes at most; 0 when it did not. */
export function retryAfterMsOf(error: unknown): number {
  const seconds = error instanceof NeighbourFault ? (error.retryAfterSeconds ?? 0) : 0
  return Math.min(longestPeaceMs, seconds * 1_000)
}

/** What a failure means for who tries again: a fault that nobody classified is taken as passing, so that no work is given up by mistake. */
export function faultOf(error: unknown): Fault {
  return error instanceof NeighbourFault ? error.fault : 'passing'
}
