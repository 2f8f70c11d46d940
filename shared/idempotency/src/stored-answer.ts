import { AppError } from '@waybill/errors'

/** An answer as its row holds it: the body as text, so that a replay is equal to the byte. */
export type StoredAnswer = { status: number; body: string; replayed: boolean }

/** How a request under a key ended: with an answer, or with a refusal that `isKeptRefusal`. */
export type Ending = { status: number; body: string } | { refusal: AppError }

type Refusal = Pick<AppError, 'kind' | 'code' | 'message' | 'errors'>

export type EndingRow = { answerStatus: number | null; answerBody: string | null; refusal: Refusal | null }

/** What the business decided is kept under the key; what was wrong with the request, or with us at the moment, is not. */
export function isKeptRefusal(error: unknown): error is AppError {
  return error instanceof AppError && !error.replayed && ['not-found', 'conflict', 'unprocessable'].includes(error.kind)
}

export function rowOf(ending: Ending): EndingRow {
  if (!('refusal' in ending)) return { answerStatus: ending.status, answerBody: ending.body, refusal: null }
  const { kind, code, message, errors } = ending.refusal
  return { answerStatus: null, answerBody: null, refusal: { kind, code, message, errors } }
}

/** What the row answers. A refusal is thrown. */
export function answerOf({ answerStatus, answerBody, refusal }: EndingRow, replayed: boolean): StoredAnswer {
  if (refusal) {
    const { kind, code, message, errors } = refusal
    throw new AppError(kind, code, message, { replayed, ...(errors && { errors }) })
  }
  if (answerStatus === null || answerBody === null) throw new Error('a completed idempotency key holds no answer')
  return { status: answerStatus, body: answerBody, replayed }
}
