import { z } from 'zod'

/** The largest amount anywhere, in minor units: it fits a bigint column and is exact in JSON. */
export const maxAmountMinor = 99_999_999_999

/** Printable text: no control characters (NUL would be refused by PostgreSQL, CR/LF would split headers), no lone surrogates. */
export const text = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'control characters and lone surrogates are not allowed')

/** Text with at least one character that is not white space. */
export const filledText = (maxLength: number) => text(maxLength).regex(/\S/u, 'must not be blank')

/** Ours are UUIDv7; any UUID is understood, and one id is written in one way. */
export const id = z.uuid().toLowerCase()

/** RFC 3339, UTC, as we send it. */
export const time = z.iso.datetime()

/** RFC 3339 with any offset, as we accept it. */
export const acceptedTime = z.iso.datetime({ offset: true })

/** Integer minor units of the currency beside it, at least 1. */
export const amountMinor = z.int().min(1).max(maxAmountMinor)

/** One ASCII mailbox, RFC 5321 lengths: never a list, never a display name. */
export const emailAddress = z.email().max(254)

/** Who a key belongs to chooses it; 16 to 255 visible ASCII characters. */
const idempotencyKey = z.string().regex(/^[\x21-\x7e]{16,255}$/, '16 to 255 visible ASCII characters, once')

export const idempotencyKeyRequired = z.object({ 'idempotency-key': idempotencyKey })
export const idempotencyKeyOptional = z.object({ 'idempotency-key': idempotencyKey.optional() })

/** Why an operator acts; recorded for ever. */
export const reason = filledText(500)

export const reasonBody = z.strictObject({ reason }).meta({ id: 'OperatorReason' })

/** Who acts, as the operators' door vouches for it; without the header the action is recorded as `operator`. */
export const operatorHeader = z.object({
  'x-operator': z
    .string()
    .regex(/^[\x21-\x7e]{1,100}$/)
    .optional(),
})

/** What operators did, oldest first. */
export const operatorActions = z.array(
  z.object({ at: time, operator: z.string(), action: z.string(), reason: z.string() }),
)

/** A short word from a closed vocabulary of the sender, such as `insufficient-funds`. Safe to show. */
export const failureReason = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/)

export const traceparent = z.string().regex(/^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/)

/** Marks a request as internal: refused without the service credential. */
export const withServiceKey = [{ serviceKey: [] as string[] }]

export const nullable = <S extends z.ZodType>(schema: S) => z.union([schema, z.null()])

export const jsonBody = <S extends z.ZodType>(schema: S) =>
  ({ required: true, content: { 'application/json': { schema } } }) as const

export const jsonAnswer = <S extends z.ZodType>(description: string, schema: S) => ({
  description,
  content: { 'application/json': { schema } },
})
