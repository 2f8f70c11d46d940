import type { Problem as ProblemDocument } from '@waybill/contracts'

type Refusal = { status: number; document?: ProblemDocument | undefined; retryAfterSeconds?: number | undefined }

/** The server answered with an error: RFC 9457 where it says one, else only the status. */
export class Problem extends Error {
  readonly status: number
  /** The stable word for machines; `unknown` when whoever answered does not speak RFC 9457. */
  readonly code: string
  readonly document: ProblemDocument | undefined
  readonly retryAfterSeconds: number | undefined

  constructor({ status, document, retryAfterSeconds }: Refusal) {
    super(document?.detail ?? document?.title ?? `The server answered ${status}`)
    this.name = 'Problem'
    this.status = status
    this.code = document?.code ?? 'unknown'
    this.document = document
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** Nobody answered, or not in time: whether the call had an effect is not known. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('The server could not be reached', { cause })
    this.name = 'Unreachable'
  }
}

/** An answer that is not the contract's: this page is older than the server, or something between them answered. */
export class Unreadable extends Error {
  constructor(what: string) {
    super(`The answer could not be read: ${what}`)
    this.name = 'Unreadable'
  }
}

/** True when the same call may succeed later: nobody answered, or with 408, 425, 429 or 5xx. */
export const isPassing = (error: unknown): boolean =>
  error instanceof Unreachable ||
  (error instanceof Problem && (error.status >= 500 || [408, 425, 429].includes(error.status)))

export type FailureText = { title: string; detail: string; requestId?: string | undefined }

/** What happened, in words for who looks at the page. */
export function describeFailure(error: unknown): FailureText {
  if (error instanceof Unreachable)
    return { title: 'No connection', detail: 'The server cannot be reached at the moment.' }
  if (error instanceof Unreadable)
    return { title: 'This page is out of date', detail: 'The server has been renewed. Reload the page to go on.' }
  if (!(error instanceof Problem))
    return { title: 'Something went wrong', detail: 'The page met a fault of its own. Reload it to go on.' }
  const { requestId } = error.document ?? {}
  if (error.status === 429)
    return { title: 'Too many requests', detail: 'Wait a moment before the next one.', requestId }
  if (isPassing(error))
    return {
      title: 'Not available right now',
      detail: 'A part of the system does not answer. Nothing is lost.',
      requestId,
    }
  const faults = error.document?.errors?.map(({ message }) => message).join('. ')
  return { title: error.document?.title ?? 'Not possible', detail: faults ?? error.message, requestId }
}
