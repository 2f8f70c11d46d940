import { AppError } from '@waybill/errors'

const socketCodes = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]
// What pg says without a code when a connection breaks, cannot be had in time, or goes silent; last, what kysely says of one
// whose rollback failed: its Migrator goes on to unlock and hides the true error behind that.
const connectionMessages =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|Query read timeout|timeout exceeded when trying to connect|Postgres connection has been discarded)/
// Connection exception; admin shutdown, crash shutdown, cannot connect now; idle in transaction too long (ends the session).
const connectionStates = /^(08|57P|25P03)/
// Insufficient resources, statement timeout, lock timeout.
const overloadStates = /^(53|57014|55P03)/

/**
 * The connection broke or was never there. Where this comes from a COMMIT its outcome is unknown, not failed: read again
 * by key and answer from the row. PostgreSQL documentation, appendix A: classes 08 and 57P.
 */
export function isConnectionError(error: unknown): boolean {
  if (error instanceof AppError) return isConnectionError(error.cause)
  if (error instanceof AggregateError) return error.errors.some(isConnectionError)
  if (!(error instanceof Error)) return false
  const code = codeOf(error)
  return socketCodes.includes(code) || connectionStates.test(code) || connectionMessages.test(error.message)
}

/** What the database's trouble is to a caller: 503 `database-unavailable`, try again. Every other error stays as it is. */
export function databaseErrorsAsUnavailable(error: unknown): unknown {
  if (!isConnectionError(error) && !overloadStates.test(codeOf(error))) return error
  const message = 'The database did not answer in time. Try again.'
  return new AppError('unavailable', 'database-unavailable', message, { cause: error, retryAfterSeconds: 1 })
}

/** What `databaseErrorsAsUnavailable` makes of the database's trouble. */
export const isUnavailable = (error: unknown): boolean =>
  error instanceof AppError && error.code === 'database-unavailable'

/** A row with this key exists already; with a name: the key of that constraint or unique index. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  if (codeOf(error) !== '23505') return false
  return constraint === undefined || (error as { constraint?: string }).constraint === constraint
}

/** The database undid the transaction for the sake of another; the same work may succeed when begun again. */
export function isTransactionConflict(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(error))
}

/** A prepared statement that no longer fits because a migration changed a table's columns. */
export function isStalePlan(error: unknown): boolean {
  return codeOf(error) === '0A000' && (error as Error).message.startsWith('cached plan')
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown } | undefined)?.code ?? '')
}
