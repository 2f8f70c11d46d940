import type { Endpoint } from '../support/endpoints.ts'
import type { RawRequest } from '../support/exchange.ts'
import type { Expected } from '../support/expect-answer.ts'

/** One row of "every endpoint" of the table of bad input: how a sound request is spoiled, and what is answered. */
export type Row = {
  title: string
  appliesTo: (endpoint: Endpoint) => boolean
  spoil: (sound: RawRequest, endpoint: Endpoint) => RawRequest[]
  expected: (endpoint: Endpoint) => Expected
}

export const always = () => true
export const takesJson = ({ body }: Endpoint) => body === 'json'
export const takesBody = ({ body }: Endpoint) => body !== 'none'

export const invalid = () => ({ status: 400, code: 'invalid-request' })
export const malformed = () => ({ status: 400, code: 'malformed-json' })
/** What the webhook's door says to whoever did not sign, whatever the body. */
const unsigned = { status: 401, code: 'invalid-signature' }

/** Nothing of a signed body is read before its signature was: there the answer is that it is not signed. */
export const unlessSigned = (expected: () => Expected) => (endpoint: Endpoint) =>
  endpoint.body === 'raw' ? unsigned : expected()
