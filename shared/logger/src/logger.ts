export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal'

type Scalar = string | number | boolean | null | undefined
type Forbidden =
  | 'authorization'
  | 'headers'
  | 'body'
  | 'rawBody'
  | 'payload'
  | 'signature'
  | 'email'
  | 'customerEmail'
  | 'to'

/** `err` takes anything; every other field is a scalar or a list of scalars, and the personal and secret names do not compile. */
type AllowedFields<F> = {
  [K in keyof F]: K extends 'err' ? unknown : K extends Forbidden ? never : Scalar | readonly Scalar[]
}

type LogMethod = {
  (message: string): void
  <F extends object>(fields: F & AllowedFields<F>, message: string): void
}

/**
 * Writes JSON lines. Whole bodies, headers and messages are no fields, so they cannot be logged by mistake; write an
 * address as `hashOf(address)`. The message is a constant text: what varies goes into fields.
 */
export type Logger = Record<LogLevel, LogMethod> & {
  child: <F extends object>(fields: F & AllowedFields<F>) => Logger
}
