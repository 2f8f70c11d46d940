import { runService } from '@waybill/service-host'
import { readProductionConfig } from './config.ts'
import { createProductionService } from './service.ts'

await runService({
  name: 'production',
  env: process.env,
  readConfig: readProductionConfig,
  create: createProductionService,
})
