import { fromAwsResource, fromEnv, fromService, integer, milliseconds, url } from '@waybill/config'
import type { JobType } from '@waybill/contracts'

const nameOfQueue = {
  production: 'Production',
  invoice: 'Invoice',
  notification: 'Notification',
} as const satisfies Record<JobType, string>

/** The variables of the listener of `job`: its queue, order, and the service of the job's name. */
export const jobListenerVariables = (job: JobType) => ({
  queueUrl: fromAwsResource(`OrderProcess${nameOfQueue[job]}QueueUrl`, url),
  orderUrl: fromService('order'),
  serviceUrl: fromService(job),
  /** How long a receive waits for a message, and so how long stopping takes when there is none. */
  queueWaitSeconds: fromEnv('QUEUE_WAIT_SECONDS', integer({ min: 1, max: 20 }).default(10)),
  /** The longest pause of a breaker before its next probe. */
  backoffCapMs: fromEnv('BACKOFF_CAP_MS', milliseconds.default(30_000)),
})
