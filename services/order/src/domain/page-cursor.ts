import { AppError } from '@waybill/errors'

export type PageCursor = { createdAtMs: number; id: string }

/** Opaque to callers: the place in the order's time line after which the next page begins. */
export function encodeCursor({ createdAtMs, id }: PageCursor): string {
  return `${createdAtMs.toString(36)}.${id}`
}

/** Refuses what `encodeCursor` cannot have made. */
export function decodeCursor(text: string): PageCursor {
  const match = /^([0-9a-z]{1,10})\.([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})$/.exec(text)
  if (!match) {
    throw new AppError('invalid', 'invalid-request', 'The cursor is not one of ours', {
      errors: [{ path: 'query.after', message: 'not a cursor of an earlier page' }],
    })
  }
  return { createdAtMs: Number.parseInt(match[1] ?? '', 36), id: match[2] ?? '' }
}
