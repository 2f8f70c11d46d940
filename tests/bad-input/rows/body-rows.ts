import type { RawRequest } from '../support/exchange.ts'
import { invalid, malformed, type Row, takesBody, takesJson, unlessSigned } from './row.ts'

const withBody = (request: RawRequest, body: Buffer | string): RawRequest => ({ ...request, body: Buffer.from(body) })

/** The sound body's text with its first text replaced, by what stands between the quotes; or with a field more. */
function withText({ body = Buffer.from('{}') }: RawRequest, inside: string): string {
  const fields: Record<string, unknown> = JSON.parse(body.toString())
  const first = Object.keys(fields).find((name) => typeof fields[name] === 'string') ?? 'note'
  return JSON.stringify({ ...fields, [first]: '@@' }).replace('@@', () => inside)
}

/** The sound body's text with this before its first field. */
function withField({ body = Buffer.from('{}') }: RawRequest, field: string): string {
  const rest = body.toString().slice(1)
  return `{${field}${rest === '}' ? '' : ','}${rest}`
}

const texts: [title: string, text: string][] = [
  ['is malformed', '{"a":}'],
  ['has a comma too many', '{"a":1,}'],
  ['has a comment', '{/* */}'],
  ['is in single quotes', "{'a':1}"],
  ['has NaN in it', '{"a":NaN}'],
  ['is truncated', '{"reason":"becau'],
  ['has something after its end', '{}{}'],
  ['is blank', ' '],
  ['is an array', '[{}]'],
  ['is null', 'null'],
  ['is a number', '1'],
  ['is a text', '"{}"'],
  ['is nested 21 deep', `${'{"a":'.repeat(20)}{}${'}'.repeat(20)}`],
  ['is nested 10,000 deep', `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`],
]

const fields: [title: string, field: string][] = [
  ['has a name twice', '"a":1,"a":1'],
  ['has a name twice, once escaped', String.raw`"a":1,"\u0061":2`],
  ['has __proto__', '"__proto__":{"isAdmin":true}'],
  ['has constructor', '"constructor":{"prototype":{"isAdmin":true}}'],
]

const insideText: [title: string, inside: string, isJson: boolean][] = [
  ['has NUL in a text', String.raw`a\u0000b`, true],
  ['has a lone surrogate in a text', String.raw`a\ud800b`, true],
  ['has a control character in a text', String.raw`a\u0007b`, true],
  ['has CR and LF in a text', String.raw`a\r\nBcc: b@example.com`, true],
  ['has a control character as it is', 'a\u0001b', false],
]

const unknownFields = ['status', 'price', 'paid', 'userId', 'toString']

const requirement = (title: string, spoil: (sound: RawRequest) => RawRequest[], expected = malformed): Row => ({
  title: `when a body ${title}`,
  appliesTo: takesBody,
  spoil,
  expected: unlessSigned(expected),
})

export const bodyRows: Row[] = [
  ...texts.map(([title, text]) => requirement(title, (sound) => [withBody(sound, text)])),
  ...fields.map(([title, field]) => requirement(title, (sound) => [withBody(sound, withField(sound, field))])),
  ...insideText.map(([title, inside, isJson]) =>
    requirement(title, (sound) => [withBody(sound, withText(sound, inside))], isJson ? invalid : malformed),
  ),
  requirement('is not UTF-8', (sound) =>
    ['\xff', '\xc0\xaf', '\xed\xa0\x80'].map((bytes) =>
      withBody(sound, Buffer.from(withText(sound, '@').replace('"@"', `"${bytes}"`), 'latin1')),
    ),
  ),
  requirement('begins with a byte order mark', (sound) => [withBody(sound, `\ufeff${sound.body}`)]),
  {
    title: 'when a body is empty although one is needed',
    appliesTo: ({ body, bodyRequired }) => body !== 'none' && bodyRequired,
    spoil: (sound) => [withBody(sound, '')],
    expected: unlessSigned(malformed),
  },
  {
    title: 'when a body has a field that nobody knows',
    appliesTo: takesJson,
    spoil: (sound) => {
      const unknown = unknownFields.filter((name) => !sound.body?.includes(`"${name}"`))
      return unknown.map((name) => withBody(sound, withField(sound, `"${name}":1`)))
    },
    expected: invalid,
  },
  {
    title: 'when a body comes where none belongs',
    appliesTo: ({ body }) => body === 'none',
    spoil: (sound) => [
      { ...sound, headers: [...sound.headers, ['Content-Type', 'application/json']], body: Buffer.from('{"a":1}') },
    ],
    expected: invalid,
  },
]
