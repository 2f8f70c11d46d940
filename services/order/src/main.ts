import { runService } from '@waybill/service-host'
import { readOrderConfig } from './config.ts'
import { createOrderService } from './service.ts'

await runService({ name: 'order', env: process.env, readConfig: readOrderConfig, create: createOrderService })
