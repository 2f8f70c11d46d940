import { describe, expect, expectTypeOf, it } from 'vitest'
import { z } from 'zod'
import { fromAwsResource, fromConnectionString, fromService } from '../src/aspire-names.ts'
import { ConfigError, fromEnv, readConfig } from '../src/read-config.ts'
import { boolean, port, secretList } from '../src/schemas.ts'

const failureOf = (read: () => unknown): ConfigError => {
  try {
    read()
  } catch (error) {
    if (error instanceof ConfigError) return error
  }
  throw new Error('a ConfigError was expected')
}

describe('the configuration', () => {
  it('when all is there, it is a typed value', () => {
    const config = readConfig(
      { PORT: '3001', VERBOSE: 'true', UNRELATED: 'x' },
      {
        port: fromEnv('PORT', port),
        verbose: fromEnv('VERBOSE', boolean),
        note: fromEnv('NOTE', z.string().optional()),
      },
    )
    expect(config).toEqual({ port: 3001, verbose: true, note: undefined })
    expectTypeOf(config).toEqualTypeOf<{ port: number; verbose: boolean; note: string | undefined }>()
  })

  it.each([undefined, '', '  '])('when a variable is %j and has a default, it takes the default', (PORT) => {
    expect(readConfig({ PORT }, { port: fromEnv('PORT', port.default(3001)) })).toEqual({ port: 3001 })
  })

  it.each([undefined, '', ' \t'])('when a variable is %j and has none, it names it as missing', (PORT) => {
    const failure = failureOf(() => readConfig({ PORT }, { port: fromEnv('PORT', port) }))
    expect(failure.message).toBe('The configuration has 1 fault(s):\n  PORT is missing')
  })

  it('when several are missing or wrong, it names all of them at once', () => {
    const env = { PORT: '70000', services__payment__http__0: 'ftp://x' }
    const failure = failureOf(() =>
      readConfig(env, {
        port: fromEnv('PORT', port),
        database: fromConnectionString('order'),
        payment: fromService('payment'),
      }),
    )
    expect(failure.message.split('\n').slice(1)).toEqual([
      '  PORT must be an integer from 0 to 65535',
      '  ConnectionStrings__order is missing',
      '  services__payment__http__0 must be an http or https URL without credentials',
    ])
  })

  it('when a secret is wrong, it says which entry and nowhere shows the value', () => {
    const env = { KEYS: 'canary-long-enough-1,canary-7f3a', ConnectionStrings__order: 'mysql://u:canary-pw@h/d' }
    const failure = failureOf(() =>
      readConfig(env, { keys: fromEnv('KEYS', secretList), database: fromConnectionString('order') }),
    )
    expect(failure.message).toContain('KEYS entry 2 must have at least 16 visible ASCII characters')
    expect(`${failure.stack}${JSON.stringify(failure)}${failure.cause}`).not.toContain('canary')
  })

  it("when it is read by Aspire's names, it finds the references of a resource", () => {
    const env = {
      ConnectionStrings__order: 'postgres://u:p@127.0.0.1:54320/order',
      services__payment__http__0: 'http://127.0.0.1:3002',
      AWS__Resources__OrderProcessTopicArn: 'arn:aws:sns:eu-central-1:000000000000:order-process',
    }
    const config = readConfig(env, {
      database: fromConnectionString('order'),
      payment: fromService('payment'),
      topic: fromAwsResource('OrderProcessTopicArn', z.string()),
    })
    expect(Object.values(config)).toEqual(Object.values(env))
  })
})
