import { describe, expect, it } from 'vitest'
import { describeError } from '../src/describe-error.ts'
import { hashOf } from '../src/hash-of.ts'

const canary = 'canary-7f3a'
const shown = (error: unknown) => JSON.stringify(describeError(error))

describe('an error in a log', () => {
  it('when it has causes, it shows the chain', () => {
    const error = new Error('one', { cause: new Error('two', { cause: 'three' }) })
    expect(describeError(error)).toMatchObject({
      message: 'one',
      cause: { message: 'two', cause: { message: 'three' } },
    })
  })

  it('when its causes form a circle, it ends after five', () => {
    const error = new Error('round')
    error.cause = error
    expect(shown(error).match(/"round"/g)).toHaveLength(5)
  })

  it('when it collects several, it shows each', () => {
    const error = new AggregateError([new Error('IPv4'), new Error('IPv6')], 'no address answered')
    expect(describeError(error)).toMatchObject({ errors: [{ message: 'IPv4' }, { message: 'IPv6' }] })
  })

  it('when it has known facts, it shows them, and its frames without the message', () => {
    const error = Object.assign(new Error('down'), { code: 'ECONNREFUSED', port: 5432, neighbour: 'payment' })
    const described = describeError(error)
    expect(described).toMatchObject({ code: 'ECONNREFUSED', port: 5432, neighbour: 'payment' })
    expect(described.stack).toContain('describe-error.test.ts')
    expect(described.stack).not.toContain('down')
  })

  it.each([undefined, null, 42, { secret: canary }, ['x'], Symbol('x')])(
    'when %o was thrown, it shows the kind only',
    (thrown) => {
      expect(describeError(thrown)).toEqual({ type: typeof thrown, message: '' })
    },
  )
})

describe('what an error must not show', () => {
  const ofPostgres = (message: string, code: string) =>
    Object.assign(new Error(message), {
      name: 'error',
      severity: 'ERROR',
      code,
      constraint: 'orders_pkey',
      detail: `Key (email)=(${canary}) already exists.`,
      where: canary,
      parameters: [canary],
      query: `insert … ${canary}`,
    })

  it('when PostgreSQL refuses a row, its values and parameters stay inside', () => {
    const text = shown(ofPostgres('duplicate key value violates unique constraint "orders_pkey"', '23505'))
    expect(text).toContain('orders_pkey')
    expect(text).not.toContain(canary)
  })

  it('when PostgreSQL quotes the value that it refused, the value stays inside', () => {
    const text = shown(
      new Error('outer', { cause: ofPostgres(`invalid input syntax for type uuid: "${canary}"`, '22P02') }),
    )
    expect(text).toContain('invalid input syntax for type uuid')
    expect(text).not.toContain(canary)
  })

  it('when JSON cannot be parsed, the text stays inside', () => {
    const failureOf = (json: string): unknown => {
      try {
        return JSON.parse(json)
      } catch (error) {
        return error
      }
    }
    for (const json of [canary, `{"a": ${canary}}`, `"${canary}`, `{"a":"${canary}`]) {
      expect(shown(failureOf(json))).not.toContain(canary)
    }
  })

  it('when a message holds addresses, they become their hashes', () => {
    const text = shown(new Error('550 5.1.1 <José+x@example.com>: rejected; also: åsa@exämple.se'))
    expect(text).toContain(`<${hashOf('José+x@example.com')}>`)
    expect(text).toContain(hashOf('åsa@exämple.se'))
    expect(text).not.toMatch(/@ex/)
  })

  it('when a message holds a URL with credentials, they stay inside', () => {
    const text = shown(new Error(`connect postgres://waybill:${canary}@db.example.com:5432/order`))
    expect(text).toContain('//[redacted]@db.example.com')
    expect(text).not.toContain(canary)
  })

  it('when a message names a package version, it stays readable', () => {
    expect(describeError(new Error('no pino@10.4.0 here')).message).toBe('no pino@10.4.0 here')
  })

  it('when a message is huge, it is cut, in little time', () => {
    expect(describeError(new Error('a'.repeat(1_000_000))).message).toHaveLength(2000)
  })
})

describe('the hash of an address', () => {
  it('when the spelling of its case differs, it is the same, and it is never the address', () => {
    expect(hashOf(' Jose@Example.com ')).toBe(hashOf('jose@example.com'))
    expect(hashOf('jose@example.com')).toMatch(/^sha256:[\da-f]{16}$/)
    expect(hashOf('jose@example.com')).not.toBe(hashOf('josé@example.com'))
  })
})
