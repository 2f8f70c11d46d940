import { createJobListener } from '@waybill/job-listener'
import type { Logger } from '@waybill/logger'
import { createServiceHost, type System } from '@waybill/service-host'
import type { NotificationListenerConfig } from './config.ts'
import { createNotificationGateway } from './gateways/notification.ts'

/** The listener of the notification job, ready to start: a queue on one side, health on the other. */
export function createNotificationListenerService(
  config: NotificationListenerConfig,
  parts: { logger: Logger; system: System },
) {
  const listener = createJobListener({ job: 'notification', config, gateway: createNotificationGateway, ...parts })
  return createServiceHost({ title: 'Notification listener', routers: [], config, ...parts, workers: [listener] })
}
