import type { JobType } from '@waybill/contracts'
import { createHandleMessage, createOrderReports, type DoJob } from '@waybill/job-listener'
import { giveBackDelaySeconds } from '@waybill/queue-consumer'
import { createInvoiceGateway } from '../../../../services/invoice-listener/src/gateways/invoice.ts'
import { createNotificationGateway } from '../../../../services/notification-listener/src/gateways/notification.ts'
import { createProductionGateway } from '../../../../services/production-listener/src/gateways/production.ts'
import type { Life } from '../machine/life.ts'
import { startDueLoop } from '../machine/loops.ts'
import type { QueuedMessage } from '../network/queues.ts'
import type { World } from '../world.ts'
import { silent } from './silent.ts'

const gateways = {
  production: createProductionGateway,
  invoice: createInvoiceGateway,
  notification: createNotificationGateway,
} as const satisfies Record<JobType, (service: never) => DoJob>

const neverAborted = new AbortController().signal

/** One listener process: the handler of `job-listener` on a queue that is read, deleted from and given back to as SQS is. */
export function startListener(job: JobType) {
  return (world: World, life: Life): void => {
    const { chance, network, newId, queues, witness } = world
    const { random } = chance
    const handle = createHandleMessage({
      ...{ job, lastReceive: 5, isServiceDown: () => false, logger: silent, newId, random },
      reports: createOrderReports({ call: network.clientOf(life, 'order', 2_000) }),
      doJob: gateways[job]({ call: network.clientOf(life, job, 3_000) }),
    })

    async function receive(limit: number): Promise<QueuedMessage[]> {
      await life.pause(chance.latencyMs())
      const received = queues.receive(job, limit)
      witness(life.name, `receive ${job}`, received)
      await life.pause(chance.latencyMs())
      return chance.strikes(0.005) ? [] : received // counted, hidden and never arrived
    }

    async function work(message: QueuedMessage): Promise<void> {
      const { id, body, receiveCount } = message
      const queued = { id, body, receiveCount, attributes: {}, sentAt: life.now() }
      const failure = await handle(queued, neverAborted).then(
        () => undefined,
        (error: unknown) => ({ error }),
      )
      await life.pause(chance.latencyMs())
      witness(life.name, failure ? `give back ${job}` : `delete ${job}`, [id], failure && String(failure.error))
      if (failure) queues.giveBack(job, id, giveBackDelaySeconds(failure.error, receiveCount, random))
      else queues.remove(job, id)
    }

    startDueLoop(life, { intervalMs: 200, atOnce: 10, take: receive, work })
  }
}
