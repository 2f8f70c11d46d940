import fc from 'fast-check'

export type Values = Record<string, unknown>
/** A request in parts, before it is written down. `text`: the body as text, once a mutation has broken its JSON. */
export type Parts = { params: Values; query: [string, string][]; headers: Values; body: unknown; text?: Buffer }

/** How one thing of a request is spoiled; `where` chooses among what there is. */
export type Mutation =
  | { kind: 'body-value' | 'param' | 'query-value' | 'header'; where: number; value: unknown }
  | { kind: 'body-drop' | 'query-repeat' | 'header-drop'; where: number }
  | { kind: 'body-field' | 'query-field'; name: string; value: unknown }
  | { kind: 'cut'; where: number }
  | { kind: 'byte'; where: number; byte: number }

const oddTexts = [
  ...['', ' ', '\u0000', 'a\u0000b', '\ud800', '\u202e', '\ufeff', '\r\nX: y', '%', '%s%n', '\\', "'", '"', '`'],
  ...["' OR 1=1--", '$1', '{{7*7}}', '<script>', '../../etc/passwd', '..\\', 'null', 'undefined', 'NaN', 'true'],
  ...['1e3', '0x10', '-1', '0', '1_000', '٣', '9007199254740993', '99999999999999999999', '2026-13-45T99:99:99Z'],
  ...['0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999999+14:00', '-000001-01-01T00:00:00Z', 'a'.repeat(10_000)],
  ...['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', 'İstanbul', 'ﷺ'.repeat(200)],
]
const oddNumbers = [0, -0, -1, 1.5, 2 ** 31, 2 ** 53, 2 ** 53 + 2, -(2 ** 63), 1e308, 5e-324, 100_000_000_000]
const oddNames = [
  '__proto__',
  'constructor',
  'toString',
  'status',
  'paid',
  'userId',
  '',
  'a'.repeat(300),
  '$ne',
  'x\u0000',
]

const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(...oddTexts) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...oddNumbers) },
  { weight: 1, arbitrary: fc.constantFrom<unknown>(null, true, false, [], {}, [[]], Array(1_000).fill(0)) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
)
const where = fc.nat(1_000)
const name = fc.constantFrom(...oddNames)

export const mutations: fc.Arbitrary<Mutation> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('body-value' as const), where, value: oddValue }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('query-value' as const), where, value: oddValue }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('param' as const), where, value: oddValue }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('header' as const), where, value: oddValue }) },
  fc.record({ kind: fc.constantFrom('body-drop' as const, 'query-repeat' as const, 'header-drop' as const), where }),
  fc.record({ kind: fc.constantFrom('body-field' as const, 'query-field' as const), name, value: oddValue }),
  fc.record({ kind: fc.constant('cut' as const), where }),
  fc.record({ kind: fc.constant('byte' as const), where, byte: fc.nat(255) }),
)

const oddHeaders = [
  'idempotency-key',
  'x-operator',
  'if-none-match',
  'last-event-id',
  'x-request-id',
  'traceparent',
  'x-user-id',
  'accept',
]

/** The request with this one thing spoiled; unchanged where it has no such thing. */
export function mutate(parts: Parts, mutation: Mutation): Parts {
  switch (mutation.kind) {
    case 'body-value':
      return { ...parts, body: replaced(parts.body, mutation.where, mutation.value) }
    case 'body-drop':
      return { ...parts, body: replaced(parts.body, mutation.where, undefined) }
    case 'body-field':
      return isObject(parts.body) ? { ...parts, body: withOwn(parts.body, mutation.name, mutation.value) } : parts
    case 'param':
      return { ...parts, params: inPlace(parts.params, mutation.where, mutation.value) }
    case 'query-value':
      return {
        ...parts,
        query: Object.entries(inPlace(Object.fromEntries(parts.query), mutation.where, mutation.value)).map(asPair),
      }
    case 'query-repeat':
      return { ...parts, query: [...parts.query, ...parts.query.slice(mutation.where % 2)] }
    case 'query-field':
      return { ...parts, query: [...parts.query, asPair([mutation.name, mutation.value])] }
    case 'header':
      return {
        ...parts,
        headers: { ...parts.headers, [picked(oddHeaders, mutation.where)]: textOf(mutation.value).slice(0, 4_000) },
      }
    case 'header-drop':
      return { ...parts, headers: inPlace(parts.headers, mutation.where, undefined) }
    case 'cut':
      return { ...parts, text: textual(parts).subarray(0, mutation.where % (textual(parts).length + 1)) }
    case 'byte':
      return { ...parts, text: withByte(textual(parts), mutation.where, mutation.byte) }
    default:
      return mutation satisfies never
  }
}

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const picked = (names: string[], where: number) => names[where % names.length] ?? ''
const textOf = (value: unknown) => (typeof value === 'string' ? value : String(JSON.stringify(value)))
const asPair = ([name, value]: [string, unknown]): [string, string] => [name, textOf(value)]
const textual = ({ text, body }: Parts) => text ?? Buffer.from(JSON.stringify(body ?? {}))

function inPlace(values: Values, where: number, value: unknown): Values {
  const names = Object.keys(values)
  return names.length === 0 ? values : { ...values, [picked(names, where)]: value }
}

/** `__proto__` as a field like any other, as JSON has it. */
function withOwn(values: Values, name: string, value: unknown): Values {
  return Object.defineProperty({ ...values }, name, { value, enumerable: true, configurable: true, writable: true })
}

/** The JSON value with one of all its places, however deep, replaced. */
function replaced(value: unknown, where: number, by: unknown): unknown {
  if (Array.isArray(value) && value.length > 0 && where > 0) {
    const at = where % value.length
    return value.map((each, index) => (index === at ? replaced(each, Math.floor(where / value.length), by) : each))
  }
  if (!isObject(value) || Object.keys(value).length === 0) return by
  const names = Object.keys(value)
  const chosen = picked(names, where)
  return { ...value, [chosen]: replaced(value[chosen], Math.floor(where / names.length), by) }
}

function withByte(bytes: Buffer, where: number, byte: number): Buffer {
  const changed = Buffer.from(bytes)
  if (changed.length > 0) changed[where % changed.length] = byte
  return changed
}
