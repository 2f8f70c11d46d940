/**
 * Thrown by a handler: try this message again, after `delaySeconds` if given, else after the usual growing pause or
 * `leastDelaySeconds`, whichever is longer.
 */
export class RetryMessage extends Error {
  override name = 'RetryMessage'
  readonly delaySeconds: number | undefined
  readonly leastDelaySeconds: number

  constructor(message: string, details: { delaySeconds?: number; leastDelaySeconds?: number; cause?: unknown } = {}) {
    super(message, { cause: details.cause })
    this.delaySeconds = details.delaySeconds
    this.leastDelaySeconds = details.leastDelaySeconds ?? 0
  }
}

/** Thrown by a handler: trying again is no use. The message is given back at once, as often as it takes until its dead-letter queue has it. */
export class RejectMessage extends Error {
  override name = 'RejectMessage'
}

/** Why a handler's signal aborts when the consumer stops. */
export class ConsumerStopped extends Error {
  override name = 'ConsumerStopped'
}
