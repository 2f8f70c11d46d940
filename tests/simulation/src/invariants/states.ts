import { orderMoves } from '../../../../services/order/src/domain/order.ts'
import { jobsFor } from '../../../../services/order/src/domain/process.ts'
import { paymentMoves } from '../../../../services/payment/src/domain/payment.ts'
import { isHopeless } from '../actors/operator.ts'
import { counted, type Evidence, type Finding, type Invariant } from './invariant.ts'

type Step = { version: number; from: string | null; to: string; cause: string; causeId: string }
type History = {
  orderId: string
  status: string
  steps: Step[]
  moves: Record<string, readonly string[]>
  first: string
}

/** What happened to each order and each payment, by its log. */
function historiesOf({ world: { order, payment } }: Evidence): History[] {
  const byVersion = (a: Step, b: Step) => a.version - b.version
  const ofOrder = [...order.tables.orders.all()].map(({ id, status }) => ({
    ...{ orderId: id, status, moves: orderMoves, first: 'created' },
    steps: order.tables.transitions.ofOrder(id).sort(byVersion),
  }))
  const ofPayment = [...payment.tables.payments.all()].map(({ id, orderId, status }) => ({
    ...{ orderId, status, moves: paymentMoves, first: 'submitting' },
    steps: payment.tables.transitions.ofPayment(id).sort(byVersion),
  }))
  return [...ofOrder, ...ofPayment]
}

const inHistories = (isWrong: (history: History) => boolean) => (evidence: Evidence) =>
  historiesOf(evidence)
    .filter(isWrong)
    .map(({ orderId, steps }) => ({ orderId, what: steps.map(({ from, to }) => `${from} > ${to}`).join(', ') }))

/** S: every order, payment and job moved as it may, once, and its history says the same as its row. */
export const states: Invariant[] = [
  {
    id: 'S1',
    meaning: 'in a history every move begins where the one before it ended',
    find: inHistories(({ steps }) => steps.some(({ from }, index) => from !== (steps[index - 1]?.to ?? null))),
  },
  {
    id: 'S2',
    meaning: 'only allowed moves',
    find: inHistories(({ steps, moves, first }) =>
      steps.some(({ from, to }) => (from === null ? to !== first : !moves[from]?.includes(to))),
    ),
  },
  {
    id: 'S3',
    meaning: 'the last move in the history is the status',
    find: inHistories(({ steps, status }) => steps.at(-1)?.to !== status),
  },
  {
    id: 'S4',
    meaning: 'no cause is applied twice',
    find: inHistories(({ steps }) => {
      const kind = (cause: string) => (cause.startsWith('payment-') ? 'payment' : cause)
      return [...counted(steps, ({ cause, causeId }) => `${kind(cause)} ${causeId}`).values()].some(
        (count) => count > 1,
      )
    }),
  },
  {
    id: 'S5',
    meaning: 'every ended attempt has one process, and all jobs of its outcome have succeeded',
    find: undone,
  },
  {
    id: 'S6',
    meaning: 'what was never paid is neither produced nor invoiced',
    find: ({ effects, world }) =>
      [...effects.values()]
        .filter(({ orderId }) => world.order.tables.orders.get(orderId)?.status !== 'paid')
        .map(({ orderId, key }) => ({ orderId, what: key })),
  },
  {
    id: 'S8',
    meaning: 'one effect for each job, and it is the reference of the job',
    find: ({ effects, world: { order, notification } }) =>
      [...order.tables.jobs.all()].flatMap(({ processId, orderId, job, status, reference }) => {
        if (status !== 'succeeded') return []
        const [email] = notification.tables.emails.ofProcess(processId)
        const done = job === 'notification' ? email?.id : effects.get(`${processId}:${job}`)?.reference
        return done === reference ? [] : [{ orderId, what: `${job}: ${reference}, but ${done} was done` }]
      }),
  },
]

function undone(evidence: Evidence): Finding[] {
  const { tables } = evidence.world.order
  const ended = [...tables.checkouts.all()].filter(({ finishedMs }) => finishedMs !== null)
  return ended.flatMap(({ id, orderId, outcome }) => {
    const processes = tables.processes.ofOrder(orderId).filter(({ checkoutId }) => checkoutId === id)
    const [process] = processes
    if (!process || processes.length > 1) return [{ orderId, what: `${processes.length} processes of attempt ${id}` }]
    const jobs = tables.jobs.ofProcess(process.id)
    const isDone = jobsFor(outcome === 'succeeded' ? 'succeeded' : 'failed').every((wanted) =>
      jobs.some((row) => row.job === wanted && (row.status === 'succeeded' || isHopeless(evidence.world, row))),
    )
    return isDone ? [] : [{ orderId, what: jobs.map(({ job, status }) => `${job} ${status}`).join(', ') }]
  })
}
