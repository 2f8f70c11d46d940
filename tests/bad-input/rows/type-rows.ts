import { webhookLimitBytes } from '@waybill/contracts'
import { withHeaders, withoutHeader } from '../support/base-request.ts'
import type { Endpoint } from '../support/endpoints.ts'
import type { Header, RawRequest } from '../support/exchange.ts'
import { type Row, takesBody } from './row.ts'

const unsupported = () => ({ status: 415, code: 'unsupported-media-type' })
const tooLarge = () => ({ status: 413, code: 'body-too-large' })

const types: [title: string, ...Header[]][] = [
  ['text', ['Content-Type', 'text/plain']],
  ['a form', ['Content-Type', 'application/x-www-form-urlencoded']],
  ['another JSON', ['Content-Type', 'application/problem+json']],
  ['an empty type', ['Content-Type', '']],
  ['UTF-16', ['Content-Type', 'application/json; charset=utf-16']],
  ['Latin-1', ['Content-Type', 'application/json;charset=iso-8859-1']],
  ['two types', ['Content-Type', 'application/json, text/plain']],
  ['a parameter that JSON has not', ['Content-Type', 'application/json; version=2']],
  ['gzip', ['Content-Encoding', 'gzip']],
  ['Brotli', ['Content-Encoding', 'br']],
  ['gzip twice', ['Content-Encoding', 'gzip, gzip']],
]

/** A body is never sent optional to where it is left out: what comes must be JSON. */
const somethingOf = (sound: RawRequest): RawRequest => ({ ...sound, body: sound.body ?? Buffer.from('{}') })

const typeRows = types.map(
  ([title, ...headers]): Row => ({
    title: `when a body says that it is ${title}`,
    appliesTo: takesBody,
    spoil: (sound) => [withHeaders(somethingOf(sound), ...headers)],
    expected: unsupported,
  }),
)

const limitOf = ({ body }: Endpoint) => (body === 'raw' ? webhookLimitBytes : 256 * 1_024)

/** JSON of exactly so many bytes. */
const jsonOf = (bytes: number) => Buffer.from(`{"a":"${'x'.repeat(bytes - 8)}"}`)

export const typeAndSizeRows: Row[] = [
  ...typeRows,
  {
    title: 'when a body does not say what it is',
    appliesTo: takesBody,
    spoil: (sound) => [withoutHeader(somethingOf(sound), 'content-type')],
    expected: unsupported,
  },
  {
    title: 'when a body says that it is larger than allowed, before any of it is sent',
    appliesTo: takesBody,
    spoil: (sound, endpoint) => [
      withHeaders({ ...sound, body: Buffer.alloc(0) }, ['Content-Length', String(limitOf(endpoint) + 1)]),
      withHeaders({ ...sound, body: Buffer.alloc(0) }, ['Content-Length', String(2 ** 40)]),
    ],
    expected: tooLarge,
  },
  {
    title: 'when a body is a byte larger than allowed, in chunks',
    appliesTo: takesBody,
    spoil: (sound, endpoint) => [{ ...sound, body: jsonOf(limitOf(endpoint) + 1), chunked: true }],
    expected: tooLarge,
  },
]
