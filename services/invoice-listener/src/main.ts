import { runService } from '@waybill/service-host'
import { readInvoiceListenerConfig } from './config.ts'
import { createInvoiceListenerService } from './service.ts'

await runService({
  name: 'invoice-listener',
  env: process.env,
  readConfig: readInvoiceListenerConfig,
  create: createInvoiceListenerService,
  hardLimitMs: 30_000,
})
