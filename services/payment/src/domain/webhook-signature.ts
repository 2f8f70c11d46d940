import { createHmac, timingSafeEqual } from 'node:crypto'

export type SignedRequest = {
  id: string | undefined
  timestamp: string | undefined
  signature: string | undefined
  body: Uint8Array
}

const toleranceSeconds = 300

/**
 * Whether the request was signed by one of the keys within five minutes of `now`, by the Standard Webhooks specification
 * (HMAC-SHA256 over `id.timestamp.body`, the bytes as they came). Each header must be there once and in its exact form.
 */
export function isSignedBy(keys: readonly Uint8Array[], request: SignedRequest, now: Date): boolean {
  const { id = '', timestamp = '', signature = '', body } = request
  if (!/^msg_[\w-]{8,64}$/.test(id) || !/^\d{10}$/.test(timestamp)) return false
  if (Math.abs(Math.floor(now.getTime() / 1_000) - Number(timestamp)) > toleranceSeconds) return false
  const given = signaturesIn(signature)
  return keys.some((key) => {
    const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')
    return given.some((each) => timingSafeEqual(Buffer.from(each), Buffer.from(expected)))
  })
}

/**
 * The `v1` signatures of the header, at most ten: the list is from outside. An odd entry makes the whole header odd. They are
 * compared as text, for base64 has several texts for the same bytes.
 */
function signaturesIn(header: string): string[] {
  const entries = header.split(' ')
  if (entries.length > 10 || !entries.every((entry) => /^v\d+a?,[A-Za-z0-9+/]+={0,2}$/.test(entry))) return []
  return entries.filter((entry) => /^v1,.{44}$/.test(entry)).map((entry) => entry.slice(3))
}
