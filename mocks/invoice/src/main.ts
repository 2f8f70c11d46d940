import { runService } from '@waybill/service-host'
import { readInvoiceConfig } from './config.ts'
import { createInvoiceService } from './service.ts'

await runService({ name: 'invoice', env: process.env, readConfig: readInvoiceConfig, create: createInvoiceService })
