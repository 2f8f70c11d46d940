import { isHopeless } from '../actors/operator.ts'
import type { Evidence, Invariant } from './invariant.ts'

/** L: nothing is lost, nothing hangs, and nothing is there that nobody asked for. */
export const liveness: Invariant[] = [
  {
    id: 'L1',
    meaning: 'every acknowledged order and checkout exists',
    find: ({ log, world: { order } }) => [
      ...[...log.orders.values()]
        .filter(({ orderId, userId }) => order.tables.orders.get(orderId)?.userId !== userId)
        .map(({ orderId }) => ({ orderId, what: 'the order is lost' })),
      ...[...log.acknowledged]
        .filter((orderId) => order.tables.checkouts.ofOrder(orderId).length === 0)
        .map((orderId) => ({ orderId, what: 'the checkout is lost' })),
    ],
  },
  {
    id: 'L2',
    meaning: 'one attempt, and one order, for each key',
    find({ world: { order }, log }) {
      const points = [...order.tables.keys.all()].map(({ recoveryPoint }) => recoveryPoint).filter((id) => id !== null)
      const causes = [...order.tables.transitions.all()].filter(({ cause }) => cause === 'order-created')
      const accounted = new Set(points)
      return [
        ...[...order.tables.checkouts.all()]
          .filter(({ id, orderId }) => !accounted.has(id) && !log.withoutKey.has(orderId))
          .map(({ id, orderId }) => ({ orderId, what: `no key accounts for ${id}` })),
        ...repeated(points).map((id) => ({
          orderId: order.tables.checkouts.get(id)?.orderId,
          what: `${id} of two keys`,
        })),
        ...repeated(causes.map(({ causeId }) => causeId)).map((key) => ({ what: `two orders of ${key}` })),
      ]
    },
  },
  {
    id: 'L4',
    meaning: 'no order waits for its payment, or for its checkout to begin',
    find: ({ log, world }) =>
      [...world.order.tables.orders.all()]
        .filter(({ id, status }) => status === 'payment_pending' || (status === 'created' && log.acknowledged.has(id)))
        .map(({ id, status }) => ({ orderId: id, what: status })),
  },
  {
    id: 'L5',
    meaning: 'no payment without an end',
    find: ({ world }) =>
      [...world.payment.tables.payments.live()].map(({ orderId, id, status }) => ({
        orderId,
        what: `${id} ${status}`,
      })),
  },
  {
    id: 'L6',
    meaning: 'no key in progress, no open attempt',
    find: ({ world: { order, payment } }) => [
      ...[...order.tables.keys.inProgress(), ...payment.tables.keys.inProgress()].map(({ key, request }) => {
        return { orderId: String(request.orderId), what: `key ${key}` }
      }),
      ...[...order.tables.checkouts.open()].map(({ orderId, id }) => ({ orderId, what: `attempt ${id}` })),
    ],
  },
  {
    id: 'L7',
    meaning: 'no event unpublished, none parked',
    find: ({ world }) =>
      [...world.order.tables.outbox.all()]
        .filter(({ publishedMs, parkedMs }) => publishedMs === null || parkedMs !== null)
        .map(({ aggregateId, eventType }) => ({ orderId: aggregateId, what: eventType })),
  },
  { id: 'L8', meaning: 'no webhook waits, only lies are quarantined, and order was told everything', find: untold },
  {
    id: 'L9',
    meaning: 'queues are empty; the job of every dead letter has succeeded since',
    find: ({ world }) => [
      ...world.queues.waiting().map(({ id }) => ({ what: `message ${id} waits` })),
      ...world.queues.deadLetters().flatMap(({ job, message }) => {
        const { processId, order } = JSON.parse(message.body).data
        const row = world.order.tables.jobs.get(`${processId} ${job}`)
        const isDone = row && (row.status === 'succeeded' || isHopeless(world, row))
        return isDone ? [] : [{ orderId: order.id, what: `dead letter of ${job}, which is ${row?.status}` }]
      }),
    ],
  },
  {
    id: 'L11',
    meaning: 'no effect without its process',
    find: ({ effects, world }) =>
      [...effects.values()]
        .filter(({ processId, orderId }) => world.order.tables.processes.get(processId)?.orderId !== orderId)
        .map(({ orderId, key }) => ({ orderId, what: key })),
  },
]

function untold({ world, wallet }: Evidence) {
  const { payments, events, confirmations } = world.payment.tables
  const orderOf = (paymentId: string | null) => payments.get(paymentId ?? '')?.orderId
  const isLie = (eventId: string) => wallet.lies.has(eventId) || wallet.poisoned.has(eventId)
  return [
    ...[...events.waiting()].map((row) => ({ orderId: orderOf(row.merchantReference), what: `${row.eventId} waits` })),
    ...[...events.all()]
      .filter(({ status, eventId }) => status === 'quarantined' && !isLie(eventId))
      .map((row) => ({ orderId: orderOf(row.merchantReference), what: `${row.eventId} quarantined: ${row.reason}` })),
    ...[...confirmations.undelivered()].map(({ paymentId }) => ({ orderId: orderOf(paymentId), what: 'not told' })),
    ...[...payments.all()]
      .filter(({ id }) => !confirmations.get(id))
      .map(({ orderId, id }) => ({ orderId, what: `no confirmation of ${id}` })),
    ...[...world.notification.tables.reports.undelivered()].map(({ emailId }) => ({
      what: `e-mail ${emailId} not told`,
    })),
  ]
}

function repeated(values: readonly string[]): string[] {
  const seen = new Set<string>()
  return values.filter((value) => seen.has(value) || !seen.add(value))
}
