import { withHeaders, withoutHeader } from '../support/base-request.ts'
import type { Endpoint } from '../support/endpoints.ts'
import { always, invalid, type Row } from './row.ts'

const isKnown = ({ parts }: Endpoint, header: string, value: string) =>
  parts.headers !== undefined && 'shape' in parts.headers && header in (parts.headers.shape as object) && value !== ''

const takesKey = (endpoint: Endpoint) => isKnown(endpoint, 'idempotency-key', 'x')
const needsKey = (endpoint: Endpoint) => takesKey(endpoint) && !endpoint.parts.headers?.safeParse({}).success
const takesOperator = (endpoint: Endpoint) => isKnown(endpoint, 'x-operator', 'x')

const key = 'a-key-that-is-long-enough'
const oddKeys: [title: string, ...values: string[]][] = [
  ['twice', key, key],
  ['twice, with two values', key, `${key}-2`],
  ['too short', 'x'.repeat(15)],
  ['too long', 'x'.repeat(256)],
  ['not ASCII', 'clé-qui-est-assez-longue'],
  ['with a blank in it', 'a key that is long enough'],
  ['with a tab in it', 'a-key-that-is\tlong-enough'],
  ['empty', ''],
]

export const headerRows: Row[] = [
  ...oddKeys.map(
    ([title, ...values]): Row => ({
      title: `when the Idempotency-Key is ${title}`,
      appliesTo: takesKey,
      spoil: (sound) => {
        const without = withoutHeader(sound, 'idempotency-key')
        return [
          {
            ...without,
            headers: [...without.headers, ...values.map((value): [string, string] => ['Idempotency-Key', value])],
          },
        ]
      },
      expected: invalid,
    }),
  ),
  {
    title: 'when the Idempotency-Key is missing although one is needed',
    appliesTo: needsKey,
    spoil: (sound) => [withoutHeader(sound, 'idempotency-key')],
    expected: invalid,
  },
  {
    title: 'when the name of the operator is odd',
    appliesTo: takesOperator,
    spoil: (sound) => ['two words', 'é', 'x'.repeat(101)].map((name) => withHeaders(sound, ['X-Operator', name])),
    expected: invalid,
  },
  {
    title: 'when the headers are over 16 KiB',
    appliesTo: always,
    spoil: (sound) => [
      withHeaders(sound, ['X-Padding', 'x'.repeat(17 * 1_024)]),
      {
        ...sound,
        headers: [
          ...sound.headers,
          ...Array.from({ length: 800 }, (_, at): [string, string] => [`X-${at}`, 'x'.repeat(20)]),
        ],
      },
    ],
    expected: () => ({ status: 431, code: 'headers-too-large' }),
  },
  {
    title: 'when the credential of a service is missing or wrong',
    appliesTo: ({ door }) => door === 'service-key',
    spoil: (sound) => [
      withoutHeader(sound, 'authorization'),
      ...['', 'Bearer', 'Bearer wrong', 'Basic eDp5', `Bearer ${'x'.repeat(5_000)}`].map((value) =>
        withHeaders(sound, ['Authorization', value]),
      ),
    ],
    expected: () => ({ status: 401, code: 'service-key-required', headers: { 'www-authenticate': 'Bearer' } }),
  },
  {
    title: 'when the cookie of an operator is missing, forged or cut',
    appliesTo: ({ door }) => door === 'operator',
    spoil: (sound) => [
      withoutHeader(sound, 'cookie'),
      ...['waybill-operator=x', 'waybill-operator=eyJ9.AAAA', '=', 'waybill-operator=%ff%00'].map((value) =>
        withHeaders(sound, ['Cookie', value]),
      ),
      withHeaders(sound, ['Cookie', (sound.headers.find(([name]) => name === 'Cookie')?.[1] ?? '').slice(0, -4)]),
    ],
    expected: () => ({ status: 401 }),
  },
  {
    title: 'when the page of another site asks for a change',
    appliesTo: ({ service, path, method }) => service === 'web' && path.startsWith('/ops/') && method !== 'GET',
    spoil: (sound) => [
      withHeaders(sound, ['Origin', 'https://evil.example']),
      withHeaders(sound, ['Origin', 'null']),
      withHeaders(sound, ['Sec-Fetch-Site', 'cross-site']),
    ],
    expected: () => ({ status: 403, code: 'foreign-origin' }),
  },
]
