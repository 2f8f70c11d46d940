import { isHopeless } from './actors/operator.ts'
import type { World } from './world.ts'

const isEmpty = (rows: Iterable<unknown>) => rows[Symbol.iterator]().next().done === true

/** Whether nothing is left that anybody would still do something about. */
export function isQuiet(world: World): boolean {
  const { order, payment, notification, queues } = world
  const undoneJobs = [...order.tables.jobs.undone()].filter((row) => !isHopeless(world, row))
  return [
    ...[order.tables.keys.inProgress(), payment.tables.keys.inProgress(), order.tables.checkouts.open()],
    ...[payment.tables.payments.live(), payment.tables.events.waiting(), payment.tables.confirmations.undelivered()],
    ...[order.tables.outbox.unpublished(), undoneJobs, queues.waiting()],
    ...[notification.tables.emails.undecided(), notification.tables.reports.undelivered()],
  ].every(isEmpty)
}
