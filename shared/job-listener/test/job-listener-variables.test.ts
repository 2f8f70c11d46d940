import { ConfigError, readConfig } from '@waybill/config'
import { describe, expect, it } from 'vitest'
import { jobListenerVariables } from '../src/job-listener-variables.ts'

const env = {
  services__order__http__0: 'http://127.0.0.1:3001',
  services__invoice__http__0: 'http://127.0.0.1:3012',
  AWS__Resources__OrderProcessInvoiceQueueUrl: 'http://127.0.0.1:4566/000000000000/order-process-invoice',
}

describe('variables of a listener', () => {
  it('when they are all there, they name the queue, order and the service of the job', () => {
    expect(readConfig(env, jobListenerVariables('invoice'))).toEqual({
      orderUrl: env.services__order__http__0,
      serviceUrl: env.services__invoice__http__0,
      queueUrl: env.AWS__Resources__OrderProcessInvoiceQueueUrl,
      queueWaitSeconds: 10,
      backoffCapMs: 30_000,
    })
  })

  it('when some are missing or wrong, all of them are named', () => {
    const read = () => readConfig({ ...env, QUEUE_WAIT_SECONDS: '0' }, jobListenerVariables('production'))
    expect(read).toThrow(ConfigError)
    expect(read).toThrow('AWS__Resources__OrderProcessProductionQueueUrl is missing')
    expect(read).toThrow('services__production__http__0 is missing')
    expect(read).toThrow('QUEUE_WAIT_SECONDS must be an integer from 1 to 20')
  })
})
