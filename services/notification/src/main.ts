import { runService } from '@waybill/service-host'
import { readNotificationConfig } from './config.ts'
import { createNotificationService } from './service.ts'

const parts = { readConfig: readNotificationConfig, create: createNotificationService }
await runService({ name: 'notification', env: process.env, ...parts })
