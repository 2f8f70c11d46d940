import { topology } from '@waybill/local-queues'
import { emailMoves } from '../../../../../services/notification/src/domain/email.ts'
import { jobMoves } from '../../../../../services/order/src/domain/job.ts'
import { orderMoves } from '../../../../../services/order/src/domain/order.ts'
import { jobsFor } from '../../../../../services/order/src/domain/process.ts'
import { paymentMoves } from '../../../../../services/payment/src/domain/payment.ts'
import { customerDomain } from '../../evidence.ts'
import type { CheckingDatabase } from '../checking-database.ts'

type Machine = { machine: string; first: string; moves: Record<string, readonly string[]> }

const machines: Machine[] = [
  { machine: 'order', first: 'created', moves: orderMoves },
  { machine: 'payment', first: 'submitting', moves: paymentMoves },
  { machine: 'job', first: 'queued', moves: jobMoves },
  { machine: 'email', first: 'queued', moves: emailMoves },
]

/** What is allowed, from the tables by which the services themselves decide. */
export async function readConfiguration(database: CheckingDatabase): Promise<void> {
  await database.load('cfg.moves', machines.flatMap(movesOf))
  await database.load(
    'cfg.jobs',
    (['succeeded', 'failed'] as const).flatMap((outcome) => jobsFor(outcome).map((job) => ({ outcome, job }))),
  )
  await database.load(
    'cfg.subscriptions',
    Object.entries(topology.queues).flatMap(([job, { subscription }]) =>
      subscription.filterPolicy.eventType.map((event_type) => ({ event_type, job })),
    ),
  )
  await database.load('cfg.customers', [{ domain: customerDomain }])
}

const movesOf = ({ machine, first, moves }: Machine) => [
  { machine, from_status: null, to_status: first },
  ...Object.entries(moves).flatMap(([from_status, tos]) =>
    tos.map((to_status) => ({ machine, from_status, to_status })),
  ),
]
