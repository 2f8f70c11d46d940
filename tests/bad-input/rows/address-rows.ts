import type { Endpoint } from '../support/endpoints.ts'
import type { RawRequest } from '../support/exchange.ts'
import { always, invalid, type Row } from './row.ts'

const oddInAnyPath = ['%00', '%zz', '%', '%ff', '%c0%af', '..%2f', '..%5c', '%2e%2e', '%0d%0aX:%20y', 'a'.repeat(5_120)]
const noUuid = [
  'no-uuid',
  '1',
  "'%20OR%201=1--",
  '0190a2b0-5b5a-7000-8000-00000000000',
  '0190a2b0-5b5a-7000-8000-00000000000g',
  '%7b0190a2b0-5b5a-7000-8000-0000000000ff%7d',
  '0190a2b0-5b5a-7000-8000-0000000000ff%20',
  'undefined',
  '__proto__',
]

/** For each parameter of the path: the request with each of the texts in its place. */
function inEachPlace(sound: RawRequest, { path, params }: Endpoint, texts: string[], only = (_name: string) => true) {
  const places = path.split('/')
  const [target = '', query] = sound.target.split('?')
  const segments = target.split('/')
  return params.filter(only).flatMap((name) =>
    texts.map((text): RawRequest => {
      const spoiled = segments.map((segment, at) => (places[at] === `{${name}}` ? text : segment)).join('/')
      return { ...sound, target: query === undefined ? spoiled : `${spoiled}?${query}` }
    }),
  )
}

const isId = (name: string) => /id$/i.test(name)
const hasParams = ({ params }: Endpoint) => params.length > 0
const and = (target: string, query: string) => `${target}${target.includes('?') ? '&' : '?'}${query}`

const queries: [title: string, query: string][] = [
  ['a parameter twice', 'x=1&x=1'],
  ['a parameter twice, once encoded', 'page=1&p%61ge=1'],
  ['NUL', 'x=%00'],
  ['CR and LF', 'x=a%0d%0aSet-Cookie:%20a'],
  ['bytes that are not UTF-8', 'x=%ff'],
  ['a surrogate', 'x=%ed%a0%80'],
  ['9,000 characters', `x=${'a'.repeat(9_000)}`],
]

export const addressRows: Row[] = [
  {
    title: 'when something in the path is no name',
    appliesTo: hasParams,
    spoil: (sound, endpoint) => inEachPlace(sound, endpoint, oddInAnyPath),
    expected: invalid,
  },
  {
    title: 'when an id in the path is no UUID',
    appliesTo: ({ params }) => params.some(isId),
    spoil: (sound, endpoint) => inEachPlace(sound, endpoint, noUuid, isId),
    expected: invalid,
  },
  {
    title: 'when a word in the path is none of those there are',
    appliesTo: ({ params, service }) =>
      params.some((name) => name === 'job' || (name === 'command' && service === 'web')),
    spoil: (sound, endpoint) =>
      inEachPlace(
        sound,
        endpoint,
        ['delivery', 'INVOICE', 'kill', '__proto__'],
        (name) => !isId(name) && name !== 'name',
      ),
    expected: invalid,
  },
  ...queries.map(
    ([title, query]): Row => ({
      title: `when a query has ${title}`,
      appliesTo: always,
      spoil: (sound) => [{ ...sound, target: and(sound.target, query) }],
      expected: invalid,
    }),
  ),
  {
    title: 'when a query has a parameter that nobody knows',
    appliesTo: ({ parts }) => parts.query !== undefined,
    spoil: (sound) =>
      ['status%00=1', 'isAdmin=true', '__proto__=1'].map((query) => ({ ...sound, target: and(sound.target, query) })),
    expected: invalid,
  },
  {
    title: 'when the target has bytes that are not percent-encoded',
    appliesTo: always,
    spoil: (sound) => [{ ...sound, target: and(sound.target, 'x=\xe9') }],
    expected: () => ({ status: 400, code: 'malformed-request' }),
  },
]
