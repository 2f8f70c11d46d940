import fc from 'fast-check'
import { z } from 'zod'

type Schema = {
  $ref?: string
  $defs?: Record<string, Schema>
  type?: string
  enum?: unknown[]
  const?: unknown
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  items?: Schema
  minItems?: number
  maxItems?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  pattern?: string
  format?: string
  maxLength?: number
}

/** Ids of what exists, by the names of the fields that hold them: random ones would never get past "not found". */
export type KnownIds = Readonly<Record<string, string>>

type Scope = { defs: Record<string, Schema>; ids: KnownIds }

/** Everything that a schema of a contract allows, as a caller writes it. */
export function arbitraryOf(schema: z.ZodType, ids: KnownIds = {}): fc.Arbitrary<unknown> {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema
  return valueFor(json, { defs: json.$defs ?? {}, ids }, '').filter((value) => schema.safeParse(value).success)
}

function valueFor(schema: Schema, scope: Scope, name: string): fc.Arbitrary<unknown> {
  if (schema.$ref) return valueFor(scope.defs[schema.$ref.replace('#/$defs/', '')] ?? {}, scope, name)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const either = schema.anyOf ?? schema.oneOf
  if (either) return fc.oneof(...either.map((one) => valueFor(one, scope, name)))
  switch (schema.type) {
    case 'object':
      return objectOf(schema, scope)
    case 'array':
      return fc.array(valueFor(schema.items ?? {}, scope, name), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.min(schema.maxItems ?? 5, 5),
      })
    case 'integer':
      return fc.integer({ min: schema.minimum ?? 0, max: Math.min(schema.maximum ?? 2 ** 31 - 1, 2 ** 40) })
    case 'number':
      return fc.double({ min: 0.01, max: schema.maximum ?? 1_000, noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'string':
      return stringOf(schema, scope, name)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

function objectOf({ properties = {}, required = [] }: Schema, scope: Scope): fc.Arbitrary<unknown> {
  const values = Object.entries(properties).map(([name, schema]) => [name, valueFor(schema, scope, name)] as const)
  const record: Record<string, fc.Arbitrary<unknown>> = Object.fromEntries(values)
  return fc.record(record, { requiredKeys: required, noNullPrototype: true })
}

function stringOf({ format, pattern, allOf = [], maxLength = 200 }: Schema, { ids }: Scope, name: string) {
  if (format === 'uuid') return uuidOf(ids[name])
  if (format === 'email') return fc.constantFrom('a@example.com', "o'hara+tag@mail.example.co.uk")
  if (format === 'date-time')
    return fc.date({ noInvalidDate: true, min: new Date(0) }).map((date) => date.toISOString())
  const patterns = [pattern, ...allOf.map((one) => one.pattern)].filter((one) => one !== undefined)
  const forms = patterns.map((one) => new RegExp(one, 'u'))
  const fits = (text: string) => text.length <= maxLength && forms.every((form) => form.test(text))
  return (isText(patterns) ? anyText(maxLength) : fc.stringMatching(new RegExp(patterns[0] ?? ''))).filter(fits)
}

/** fast-check makes no strings for patterns with Unicode classes: those say "printable text". */
const isText = (patterns: string[]) => patterns.length === 0 || patterns.some((one) => /\\p|\\S/.test(one))

const anyText = (maxLength: number) =>
  fc.oneof(
    fc.constantFrom(
      "Robert'); DROP TABLE orders;--",
      '100% _\\ wool',
      '{{7*7}} <%= 7*7 %>',
      '<script>',
      '../..',
      '🎁 ﷽ é́',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: Math.min(maxLength, 40) }),
  )

function uuidOf(known: string | undefined) {
  const any = fc.uuid({ version: [4, 7] })
  return known === undefined ? any : fc.oneof({ weight: 3, arbitrary: fc.constant(known) }, any)
}
