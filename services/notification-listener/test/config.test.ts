import { describe, expect, it } from 'vitest'
import { readNotificationListenerConfig } from '../src/config.ts'

const queueUrl = 'http://127.0.0.1:4566/000000000000/order-process-notification'
const env = {
  WAYBILL_SERVICE_KEYS: 'the-key-of-the-services',
  AWS__Resources__OrderProcessNotificationQueueUrl: queueUrl,
  services__order__http__0: 'http://127.0.0.1:3001',
  services__notification__http__0: 'http://127.0.0.1:3999',
}

describe('configuration', () => {
  it('when only what is required is given, the rest has its defaults', () => {
    const given = { queueUrl, orderUrl: 'http://127.0.0.1:3001', serviceUrl: 'http://127.0.0.1:3999' }
    const usual = { host: '127.0.0.1', port: 3006, queueWaitSeconds: 10, backoffCapMs: 30_000 }
    expect(readNotificationListenerConfig(env)).toMatchObject({
      ...given,
      ...usual,
      serviceKeys: [env.WAYBILL_SERVICE_KEYS],
    })
  })

  it('when nothing is given, it names all that is missing', () => {
    for (const name of Object.keys(env)) expect(() => readNotificationListenerConfig({})).toThrow(`${name} is missing`)
  })
})
