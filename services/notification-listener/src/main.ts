import { runService } from '@waybill/service-host'
import { readNotificationListenerConfig } from './config.ts'
import { createNotificationListenerService } from './service.ts'

await runService({
  name: 'notification-listener',
  env: process.env,
  readConfig: readNotificationListenerConfig,
  create: createNotificationListenerService,
  hardLimitMs: 30_000,
})
