import { createHmac, timingSafeEqual } from 'node:crypto'
import { type RefusedWebhook, webhookHeaders } from '@waybill/contracts'

export type SignedRequest = {
  id: string | undefined
  timestamp: string | undefined
  signature: string | undefined
  body: Uint8Array
}

type Signed = { [part in keyof SignedRequest]: NonNullable<SignedRequest[part]> }
type Fault = Pick<RefusedWebhook, 'code' | 'detail'>

const toleranceSeconds = 300

const signatureEntry = String.raw`v\d+a?,[A-Za-z0-9+/]+={0,2}`

/** At most ten signatures: the list is from outside. An odd entry makes the whole header odd. */
const forms = {
  id: /^msg_[\w-]{8,64}$/,
  timestamp: /^\d{10}$/,
  signature: new RegExp(`^${signatureEntry}(?: ${signatureEntry}){0,9}$`),
}

/**
 * Why the request must be turned away; nothing when it was signed by one of the keys within five minutes of `now`, by the
 * Standard Webhooks specification (HMAC-SHA256 over `id.timestamp.body`, the bytes as they came). Each header must be there
 * once and in its exact form. The answer holds nothing of the request but an id in its form, and is for operators alone: it
 * would help a forger.
 */
export function refusalOf(
  keys: readonly Uint8Array[],
  { id = '', timestamp = '', signature = '', body }: SignedRequest,
  now: Date,
): Omit<RefusedWebhook, 'at'> | undefined {
  const request = { id, timestamp, signature, body }
  const fault = headerFault(request) ?? timeFault(request, now) ?? signatureFault(keys, request)
  return fault && { ...fault, eventId: forms.id.test(id) ? id : null }
}

function headerFault(request: Signed): Fault | undefined {
  const odd = (['id', 'timestamp', 'signature'] as const).find((part) => !forms[part].test(request[part]))
  if (!odd) return undefined
  if (request[odd] === '') return { code: 'missing-header', detail: `${webhookHeaders[odd]} is missing` }
  return { code: 'malformed-header', detail: `${webhookHeaders[odd]} is not in its form` }
}

function timeFault({ timestamp }: Signed, now: Date): Fault | undefined {
  const ageSeconds = Math.floor(now.getTime() / 1_000) - Number(timestamp)
  if (Math.abs(ageSeconds) <= toleranceSeconds) return undefined
  const off = ageSeconds > 0 ? 'behind' : 'ahead of'
  return { code: 'stale-timestamp', detail: `its time is ${Math.abs(ageSeconds)} s ${off} our clock` }
}

/** Signatures are compared as text, for base64 has several texts for the same bytes. */
function signatureFault(keys: readonly Uint8Array[], { id, timestamp, signature, body }: Signed): Fault | undefined {
  const given = signature.split(' ').filter((entry) => /^v1,.{44}$/.test(entry))
  const isSigned = keys.some((key) => {
    const expected = `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')}`
    return given.some((each) => timingSafeEqual(Buffer.from(each), Buffer.from(expected)))
  })
  return isSigned ? undefined : { code: 'bad-signature', detail: 'it is signed by no key of ours' }
}
