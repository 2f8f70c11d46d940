import { runService } from '@waybill/service-host'
import { readWebConfig } from './config.ts'
import { createWebService } from './service.ts'

await runService({ name: 'web', env: process.env, readConfig: readWebConfig, create: createWebService })
