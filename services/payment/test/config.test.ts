import { describe, expect, it } from 'vitest'
import { readPaymentConfig } from '../src/config.ts'
import { keyA, keyB, strangeKey } from './support/signing.ts'

const env = {
  ConnectionStrings__payment: 'postgres://waybill:secret@127.0.0.1:5432/payment',
  services__order__http__0: 'http://127.0.0.1:3001',
  services__ewallet__http__0: 'http://127.0.0.1:3010',
  WAYBILL_SERVICE_KEYS: 'a-service-key-for-tests',
  PAYMENT_WEBHOOK_SECRETS: `${keyB},${keyA}`,
}

describe('the configuration', () => {
  it('when only what must be there is there, the rest has its defaults', () => {
    const config = readPaymentConfig(env)
    expect(config.webhookKeys).toEqual([Buffer.alloc(32, 'b'), Buffer.alloc(32, 'a')])
    expect(config.reconcileScheduleSeconds).toEqual([15, 30, 60, 120, 300, 900, 3_600])
    expect(config).toMatchObject({ port: 3002, host: '127.0.0.1', confirmBackoffCapMs: 60_000 })
  })

  it('when a schedule is given, it is taken as it is', () => {
    expect(readPaymentConfig({ ...env, RECONCILE_SCHEDULE_SECONDS: '1,1,2' }).reconcileScheduleSeconds).toEqual([
      1, 1, 2,
    ])
  })

  it('when much is wrong, all of it is named and no secret is shown', () => {
    const wrong = { PAYMENT_WEBHOOK_SECRETS: 'whsec_c2hvcnQ=', RECONCILE_SCHEDULE_SECONDS: '15,0' }
    const message = messageOf({ ...env, ...wrong, services__order__http__0: '' })
    expect(message).toContain('PAYMENT_WEBHOOK_SECRETS entry 1 must be whsec_ and the base64 of at least 24 bytes')
    expect(message).toContain('RECONCILE_SCHEDULE_SECONDS must be whole seconds between commas')
    expect(message).toContain('services__order__http__0 is missing')
    expect(message).not.toContain('c2hvcnQ')
  })

  it.each([
    ['no prefix', keyA.slice(6)],
    ['odd base64', `${keyA.slice(0, -1)}!`],
    ['23 bytes', `whsec_${Buffer.alloc(23, 1).toString('base64')}`],
    ['three keys', [keyA, keyB, strangeKey].join(',')],
    ['the same key twice', `${keyA},${keyA}`],
  ])('when the webhook keys have %s, they are refused', (_, secrets) => {
    expect(messageOf({ ...env, PAYMENT_WEBHOOK_SECRETS: secrets })).toContain('PAYMENT_WEBHOOK_SECRETS')
  })

  it('when a key has 24 bytes, it is long enough', () => {
    const secret = `whsec_${Buffer.alloc(24, 1).toString('base64')}`
    expect(readPaymentConfig({ ...env, PAYMENT_WEBHOOK_SECRETS: secret }).webhookKeys[0]).toHaveLength(24)
  })
})

function messageOf(variables: Record<string, string>): string {
  try {
    readPaymentConfig(variables)
  } catch (error) {
    return (error as Error).message
  }
  return 'nothing is wrong'
}
