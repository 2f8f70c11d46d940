import type { JobType } from '@waybill/contracts'
import { type CallBudget, type Client, createNeighbour, neighbourFaults } from '@waybill/http-client'
import type { Logger } from '@waybill/logger'
import { createQueueConsumer, createSqsClients, type SqsClients } from '@waybill/queue-consumer'
import { createBreaker } from '@waybill/resilience'
import { withoutTracing } from '@waybill/telemetry'
import type { DoJob } from './handle-job.ts'
import { createHandleMessage } from './handle-message.ts'
import { createOrderReports } from './order-reports.ts'
import { receiveLimit } from './receive-limit.ts'

export type JobListenerConfig = {
  queueUrl: string
  orderUrl: string
  serviceUrl: string
  serviceKeys: readonly string[]
  queueWaitSeconds: number
  backoffCapMs: number
}

type Deps = {
  job: JobType
  config: JobListenerConfig
  /** Makes the call that does the job, from a client of the service. */
  gateway: (service: { call: Client }) => DoJob
  logger: Logger
  system: { now: () => Date; newId: () => string; random: () => number; monotonicMs: () => number }
  /** Default: made from the environment, as the AWS SDK reads it. */
  sqs?: SqsClients
}

// A handler asks order, the service and order again: 19 s at most, and its deadline is 20 s.
const orderBudget = { tries: 3, attemptTimeoutMs: 2_000, totalTimeoutMs: 6_000, concurrent: 10 }
const serviceBudget = { tries: 2, attemptTimeoutMs: 3_000, totalTimeoutMs: 7_000, concurrent: 10 }

/** How often a message is received before the queue gives it up: `maxReceiveCount` of the topology. */
export const lastReceive = 5

/**
 * Reads the queue of one job, has the service of that job do it, and reports its progress to order. Each message is handled at
 * least once; all effects carry `<processId>:<job>` as key. While order or the service is down, no more is received than a probe.
 */
export function createJobListener({ job, config, gateway, logger, system, ...deps }: Deps) {
  const { queueUrl, orderUrl, serviceUrl, queueWaitSeconds, backoffCapMs } = config
  const sqs = deps.sqs ?? createSqsClients({ waitTimeSeconds: queueWaitSeconds })
  const neighbourAt = (neighbour: string, baseUrl: string, budget: CallBudget) => {
    const breaker = createBreaker({ ...neighbourFaults, ...system, maxPauseMs: backoffCapMs })
    return createNeighbour({ neighbour, baseUrl, budget, breaker, serviceKey: config.serviceKeys[0], ...system })
  }
  const order = neighbourAt('order', orderUrl, orderBudget)
  const service = neighbourAt(job, serviceUrl, serviceBudget)

  const reports = createOrderReports(order)
  const isServiceDown = () => service.state() !== 'closed'
  const handle = createHandleMessage({
    ...{ job, reports, doJob: gateway(service), lastReceive, isServiceDown, logger, ...system },
  })
  const mayReceive = () => receiveLimit(order.state(), service.state())
  const consumer = createQueueConsumer({ sqs, queueUrl, handle, mayReceive, logger, random: system.random })
  return {
    /** Begins to receive. The polls are not traced: each empty one would be a trace of its own. */
    start: () => withoutTracing(consumer.start),
    stop: consumer.stop,
  }
}
