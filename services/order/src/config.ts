import {
  type Environment,
  fromAwsResource,
  fromConnectionString,
  fromEnv,
  fromService,
  integer,
  milliseconds,
  readConfig,
  url,
} from '@waybill/config'
import { internalVariables } from '@waybill/service-host'
import { z } from 'zod'

export type OrderConfig = ReturnType<typeof readOrderConfig>

/** The environment as a typed value. Throws a ConfigError that names all that is missing or wrong. */
export function readOrderConfig(env: Environment) {
  return readConfig(env, {
    ...internalVariables(3001),
    connectionString: fromConnectionString('order'),
    paymentUrl: fromService('payment'),
    topicArn: fromAwsResource('OrderProcessTopicArn', z.string().startsWith('arn:')),
    productionQueueUrl: fromAwsResource('OrderProcessProductionQueueUrl', url),
    productionDeadLetterQueueUrl: fromAwsResource('OrderProcessProductionDeadLetterQueueUrl', url),
    invoiceQueueUrl: fromAwsResource('OrderProcessInvoiceQueueUrl', url),
    invoiceDeadLetterQueueUrl: fromAwsResource('OrderProcessInvoiceDeadLetterQueueUrl', url),
    notificationQueueUrl: fromAwsResource('OrderProcessNotificationQueueUrl', url),
    notificationDeadLetterQueueUrl: fromAwsResource('OrderProcessNotificationDeadLetterQueueUrl', url),
    outboxPollMs: fromEnv('OUTBOX_POLL_MS', milliseconds.default(250)),
    orderWatchMs: fromEnv('ORDER_WATCH_MS', milliseconds.default(250)),
    streamHeartbeatMs: fromEnv('STREAM_HEARTBEAT_MS', integer({ min: 10, max: 60_000 }).default(15_000)),
    sweepIntervalMs: fromEnv('SWEEP_INTERVAL_MS', milliseconds.default(5_000)),
    backoffCapMs: fromEnv('BACKOFF_CAP_MS', milliseconds.default(10_000)),
  })
}
