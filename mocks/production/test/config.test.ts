import { describe, expect, it } from 'vitest'
import { readProductionConfig } from '../src/config.ts'

const env = {
  ConnectionStrings__production: 'postgres://waybill:secret@127.0.0.1:54320/production',
  WAYBILL_SERVICE_KEYS: 'the-key-of-the-services',
}

describe('configuration', () => {
  it('when only what is required is given, the rest has its defaults', () => {
    const usual = { host: '127.0.0.1', port: 3011, logLevel: 'info' }
    const given = { connectionString: env.ConnectionStrings__production, serviceKeys: [env.WAYBILL_SERVICE_KEYS] }
    expect(readProductionConfig(env)).toMatchObject({ ...usual, ...given })
  })

  it('when nothing is given, it names all that is missing', () => {
    expect(() => readProductionConfig({})).toThrow('WAYBILL_SERVICE_KEYS is missing')
    expect(() => readProductionConfig({})).toThrow('ConnectionStrings__production is missing')
  })
})
