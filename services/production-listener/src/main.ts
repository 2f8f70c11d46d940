import { runService } from '@waybill/service-host'
import { readProductionListenerConfig } from './config.ts'
import { createProductionListenerService } from './service.ts'

await runService({
  name: 'production-listener',
  env: process.env,
  readConfig: readProductionListenerConfig,
  create: createProductionListenerService,
  hardLimitMs: 30_000,
})
