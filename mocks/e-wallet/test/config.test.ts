import { describe, expect, it } from 'vitest'
import { readEWalletConfig } from '../src/config.ts'
import { secret } from './support/merchant-stub.ts'

const env = {
  ConnectionStrings__ewallet: 'postgres://waybill:secret@127.0.0.1:54320/ewallet',
  WEBHOOK_URL: 'http://127.0.0.1:3002/api/v1/payments/webhook',
  PAYMENT_WEBHOOK_SECRETS: secret,
}

describe('the configuration', () => {
  it('when only what is required is given, the rest has its defaults', () => {
    expect(readEWalletConfig(env)).toMatchObject({
      ...{ port: 3010, host: '127.0.0.1', webhookDelayMinMs: 3_000, webhookDelayMaxMs: 10_000 },
      ...{
        webhookLateMs: 20_000,
        webhookLongestPauseMs: 60_000,
        defaultOutcome: 'succeeded',
        webhookSecrets: [secret],
      },
    })
  })

  it('when much is wrong, all of it is named', () => {
    const wrong = { ...env, WEBHOOK_URL: '', PAYMENT_WEBHOOK_SECRETS: 'whsec_short', DEFAULT_OUTCOME: 'maybe' }
    expect(() => readEWalletConfig(wrong)).toThrow('WEBHOOK_URL is missing')
    expect(() => readEWalletConfig(wrong)).toThrow('PAYMENT_WEBHOOK_SECRETS entry 1 must be whsec_')
    expect(() => readEWalletConfig(wrong)).toThrow('DEFAULT_OUTCOME')
  })
})
