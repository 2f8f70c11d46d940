const names = [
  'authorization',
  'cookie',
  'set-cookie',
  'idempotency-key',
  'idempotencyKey',
  'webhook-signature',
  'signature',
  'password',
  'secret',
  'email',
  'customerEmail',
  'to',
  'headers',
  'rawHeaders',
  'body',
  'rawBody',
  'payload',
]
const parents = ['', 'req', 'res', 'request', 'response', 'event', 'order', 'customer', 'data']

/**
 * Where a secret or personal value is cut out should it get past the types. Fixed paths cost nothing measurable; wildcards
 * (`*.email`) cost 15 to 40 µs of CPU a line.
 */
export const redactedPaths = parents.flatMap((parent) => names.map((name) => `${parent}["${name}"]`))
