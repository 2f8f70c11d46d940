/** Why a request was refused. A door translates it to its own protocol; nothing here knows of HTTP. */
export type RefusalKind =
  | 'invalid'
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'unprocessable'
  | 'too-large'
  | 'unsupported'
  | 'too-many'
  | 'unavailable'

type Details = {
  cause?: unknown
  retryAfterSeconds?: number
  /** The refusal is the stored answer of an earlier request with the same idempotency key. */
  replayed?: boolean
  errors?: readonly { path: string; message: string }[]
}

/**
 * A foreseen refusal. `message` may be shown to anyone; what must stay inside goes into `cause`.
 * `code` is part of the contract: clients branch on it.
 */
export class AppError extends Error {
  readonly kind: RefusalKind
  readonly code: string
  readonly retryAfterSeconds: number | undefined
  readonly replayed: boolean
  readonly errors: readonly { path: string; message: string }[] | undefined

  constructor(kind: RefusalKind, code: string, message: string, details: Details = {}) {
    super(message, { cause: details.cause })
    this.name = 'AppError'
    this.kind = kind
    this.code = code
    this.retryAfterSeconds = details.retryAfterSeconds
    this.replayed = details.replayed ?? false
    this.errors = details.errors
  }
}
