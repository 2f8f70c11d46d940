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
import { longestHeartbeatMs } from '@waybill/contracts'
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
    userReadsPerSecond: fromEnv('USER_READS_PER_SECOND', perSecond.default(100)),
    userReadsBurst: fromEnv('USER_READS_BURST', burst.default(200)),
    userWritesPerSecond: fromEnv('USER_WRITES_PER_SECOND', perSecond.default(20)),
    userWritesBurst: fromEnv('USER_WRITES_BURST', burst.default(100)),
    outboxPollMs: fromEnv('OUTBOX_POLL_MS', milliseconds.default(250)),
    orderWatchMs: fromEnv('ORDER_WATCH_MS', milliseconds.default(250)),
    streamHeartbeatMs: fromEnv(
      'STREAM_HEARTBEAT_MS',
      integer({ min: 10, max: longestHeartbeatMs }).default(longestHeartbeatMs),
    ),
    sweepIntervalMs: fromEnv('SWEEP_INTERVAL_MS', milliseconds.default(5_000)),
    backoffCapMs: fromEnv('BACKOFF_CAP_MS', milliseconds.default(10_000)),
  })
}

const perSecond = integer({ min: 0, max: 1_000_000 })
const burst = integer({ min: 1, max: 1_000_000 })
