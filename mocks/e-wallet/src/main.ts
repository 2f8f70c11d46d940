import { runService } from '@waybill/service-host'
import { readEWalletConfig } from './config.ts'
import { createEWalletService } from './service.ts'

await runService({ name: 'e-wallet', env: process.env, readConfig: readEWalletConfig, create: createEWalletService })
