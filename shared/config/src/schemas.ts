import { z } from 'zod'

// A schema's message ends the sentence "NAME …" and never repeats the value, which may be secret.

/** An integer from `min` to `max`, written in decimal digits. */
export const integer = ({ min, max }: { min: number; max: number }) => {
  const error = `must be an integer from ${min} to ${max}`
  return z
    .string()
    .regex(/^-?\d{1,15}$/, { error, abort: true })
    .transform(Number)
    .pipe(z.int().min(min, error).max(max, error))
}

/** A TCP port; 0 lets the system choose a free one. */
export const port = integer({ min: 0, max: 65_535 })

/** A duration in milliseconds, up to the longest that a timer takes (24.8 days). */
export const milliseconds = integer({ min: 0, max: 2 ** 31 - 1 })

/** `true` or `1`, `false` or `0`. */
export const boolean = z
  .enum(['true', 'false', '1', '0'], 'must be true or false')
  .transform((text) => text === 'true' || text === '1')

/** The levels of our logger, and `silent`. */
export const logLevel = z.enum(
  ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'],
  'must be trace, debug, info, warn, error, fatal or silent',
)

/** The address of a neighbour: http or https, and without credentials, which `fetch` refuses. */
export const url = z.string().refine(isHttpUrl, 'must be an http or https URL without credentials')

/** A PostgreSQL connection URI that names its host and its database. */
export const connectionString = z
  .string()
  .refine(isPostgresUrl, 'must be a connection string like postgres://user:password@host:5432/database')

/** Entries between commas, blanks around them cut off; at least one, none empty, none twice. */
export const commaList = (entry: z.ZodType<string, string> = z.string()) =>
  z
    .string()
    .transform((text) => text.split(',').map((part) => part.trim()))
    .refine((parts) => !parts.includes(''), 'must not have an empty entry')
    .refine((parts) => new Set(parts).size === parts.length, 'must not repeat an entry')
    .pipe(z.array(entry))

const secret = z.string().regex(/^[\x21-\x7e]{16,}$/, 'must have at least 16 visible ASCII characters')

/** Secrets between commas, the current one first: 16 or more visible ASCII characters each. */
export const secretList = commaList(secret)

function isHttpUrl(text: string): boolean {
  const parsed = URL.parse(text)
  return parsed !== null && /^https?:$/.test(parsed.protocol) && parsed.username === '' && parsed.password === ''
}

function isPostgresUrl(text: string): boolean {
  const parsed = URL.parse(text)
  return (
    parsed !== null && /^postgres(ql)?:$/.test(parsed.protocol) && parsed.hostname !== '' && parsed.pathname.length > 1
  )
}
