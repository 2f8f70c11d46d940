import { runService } from '@waybill/service-host'
import { readPaymentConfig } from './config.ts'
import { createPaymentService } from './service.ts'

await runService({ name: 'payment', env: process.env, readConfig: readPaymentConfig, create: createPaymentService })
