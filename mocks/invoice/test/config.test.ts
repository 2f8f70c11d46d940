import { describe, expect, it } from 'vitest'
import { readInvoiceConfig } from '../src/config.ts'

const env = {
  ConnectionStrings__invoice: 'postgres://waybill:secret@127.0.0.1:54320/invoice',
  WAYBILL_SERVICE_KEYS: 'the-key-of-the-services',
}

describe('configuration', () => {
  it('when only what is required is given, the rest has its defaults', () => {
    const usual = { host: '127.0.0.1', port: 3012, logLevel: 'info' }
    const given = { connectionString: env.ConnectionStrings__invoice, serviceKeys: [env.WAYBILL_SERVICE_KEYS] }
    expect(readInvoiceConfig(env)).toMatchObject({ ...usual, ...given })
  })

  it('when nothing is given, it names all that is missing', () => {
    expect(() => readInvoiceConfig({})).toThrow('WAYBILL_SERVICE_KEYS is missing')
    expect(() => readInvoiceConfig({})).toThrow('ConnectionStrings__invoice is missing')
  })
})
