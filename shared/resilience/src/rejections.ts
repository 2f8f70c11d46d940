/** The breaker is open: nobody was called. */
export class CircuitOpen extends Error {
  override name = 'CircuitOpen'
}

/** Every slot and every place in the queue is taken: nobody was called. */
export class BulkheadFull extends Error {
  override name = 'BulkheadFull'
}

/** The caller left, or its time was up before an attempt began: says nothing about the neighbour. Never leaves this package. */
export class Abandoned extends Error {
  readonly reason: unknown
  /** Whether this attempt was the one by which a half-open breaker decides. */
  wasProbe = false

  constructor(reason: unknown) {
    super('abandoned')
    this.reason = reason
  }
}
