import { AppError } from '@waybill/errors'
import { describe, expect, it } from 'vitest'
import {
  databaseErrorsAsUnavailable,
  isConnectionError,
  isTransactionConflict,
  isUniqueViolation,
} from '../src/database-errors.ts'

const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code })

describe('a lost connection', () => {
  it.each(['08000', '08006', '08P01', '57P01', '57P02', '57P03', '25P03', 'ECONNRESET', 'ECONNREFUSED', 'EPIPE'])(
    'when the code is %s, it is one',
    (code) => {
      expect(isConnectionError(withCode(code))).toBe(true)
    },
  )

  it.each([
    'Connection terminated unexpectedly',
    'Query read timeout',
    'timeout exceeded when trying to connect',
    'Postgres connection has been discarded',
  ])('when pg or kysely says "%s" without a code, it is one', (message) => {
    expect(isConnectionError(new Error(message))).toBe(true)
  })

  it.each(['23505', '40001', '57014', '53300', '22003'])(
    'when the code is %s, it is none: the server decided',
    (code) => {
      expect(isConnectionError(withCode(code))).toBe(false)
    },
  )

  it('when it was refused on every address of the host, it is one', () => {
    expect(isConnectionError(new AggregateError([withCode('ECONNREFUSED'), withCode('ECONNREFUSED')]))).toBe(true)
  })

  it('when it was already turned into a refusal, it is still known', () => {
    expect(isConnectionError(databaseErrorsAsUnavailable(withCode('57P01')))).toBe(true)
    expect(isConnectionError(new AppError('conflict', 'other', 'x'))).toBe(false)
  })
})

describe('what a caller sees', () => {
  it.each(['57P01', '53300', '57014', '55P03'])(
    'when the database fails with %s, it is unavailable, and the cause is kept inside',
    (code) => {
      const error = withCode(code, 'secret table')
      const seen = databaseErrorsAsUnavailable(error) as AppError
      expect(seen).toMatchObject({
        kind: 'unavailable',
        code: 'database-unavailable',
        retryAfterSeconds: 1,
        cause: error,
      })
      expect(seen.message).not.toContain('secret')
    },
  )

  it.each(['23505', '40001', '42P01'])('when it is %s, the error stays as it is', (code) => {
    const error = withCode(code)
    expect(databaseErrorsAsUnavailable(error)).toBe(error)
  })

  it('when something else was thrown, it stays as it is', () => {
    for (const thrown of [undefined, null, 'text', 7]) {
      expect(databaseErrorsAsUnavailable(thrown)).toBe(thrown)
      expect([isConnectionError(thrown), isUniqueViolation(thrown), isTransactionConflict(thrown)]).toEqual([
        false,
        false,
        false,
      ])
    }
  })
})
