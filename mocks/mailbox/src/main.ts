import { runService } from '@waybill/service-host'
import { readMailboxConfig } from './config.ts'
import { createMailboxService } from './service.ts'

await runService({ name: 'mailbox', env: process.env, readConfig: readMailboxConfig, create: createMailboxService })
