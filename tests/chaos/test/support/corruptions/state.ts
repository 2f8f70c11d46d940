import {
  type Corruption,
  copy,
  failedOrder,
  paymentOf,
  plainOrder,
  processOf,
  refusedProcess,
  twiceFailedOrder,
  untouchedOrder,
} from './rows.ts'

const lastMove = (order: string) =>
  `order_id = (${order}) and version = (select max(version) from ord.order_transitions where order_id = (${order}))`

export const state: Corruption[] = [
  {
    ...{ invariant: 'S1', what: 'a move begins where no move has ended' },
    sql: `update ord.order_transitions set from_status = 'payment_failed'
      where order_id = (${plainOrder}) and to_status = 'payment_pending'`,
  },
  {
    ...{ invariant: 'S1', what: 'two moves of a payment have one version', also: ['S4'] },
    sql: copy('pay.payment_transitions', `payment_id = (${paymentOf(plainOrder)}) and version = 1`, {
      ...{ from_status: `'submitting'`, to_status: `'pending'` },
    }),
  },
  {
    ...{ invariant: 'S1', what: 'an order is older than its history' },
    sql: `update ord.orders set version = 1 where id = (${plainOrder})`,
  },
  {
    ...{ invariant: 'S2', what: 'an order was paid without a checkout' },
    sql: `delete from ord.order_transitions where order_id = (${plainOrder}) and to_status = 'payment_pending';
      update ord.order_transitions set from_status = 'created' where ${lastMove(plainOrder)}`,
  },
  {
    ...{ invariant: 'S2', what: 'a job was retried without a failure' },
    sql: copy(
      'ord.order_process_job_reports',
      `process_id = (${refusedProcess}) and type = 'invoice' and status = 'queued'`,
      {
        attempt: '3',
      },
    ),
  },
  {
    ...{ invariant: 'S2', what: 'a job that had succeeded was begun again' },
    sql: copy(
      'ord.order_process_job_reports',
      `process_id = (${processOf(plainOrder)}) and type = 'invoice' and status = 'queued'`,
      {
        attempt: '2',
      },
    ),
  },
  {
    ...{ invariant: 'S3', what: 'an order has a status without a move' },
    sql: `update ord.orders set status = 'cancelled' where id = (${untouchedOrder})`,
  },
  {
    ...{ invariant: 'S3', what: 'a payment has a status without a move', also: ['M2'] },
    sql: `update pay.payments set status = 'expired' where id = (${paymentOf(failedOrder)})`,
  },
  {
    ...{ invariant: 'S4', what: 'one payment ended two attempts' },
    sql: `update ord.order_transitions set cause_id = 'one payment'
      where order_id = (${twiceFailedOrder}) and to_status = 'payment_failed'`,
  },
  {
    ...{ invariant: 'S4', what: 'one payment failed and succeeded' },
    sql: `update ord.order_transitions set cause = case when ${lastMove(twiceFailedOrder)}
          then 'payment-succeeded' else cause end, cause_id = 'one payment'
      where order_id = (${twiceFailedOrder}) and to_status = 'payment_failed'`,
  },
  {
    ...{ invariant: 'S5', what: 'a job has no reference' },
    sql: `update ord.order_process_jobs set reference = null
      where process_id = (${processOf(plainOrder)}) and type = 'notification'`,
  },
  {
    ...{ invariant: 'S5', what: 'a job is not done', also: ['S7'] },
    sql: `update ord.order_process_jobs set status = 'running'
      where process_id = (${processOf(plainOrder)}) and type = 'production'`,
  },
  {
    ...{ invariant: 'S5', what: 'a job that may not fail has failed where the mail was refused', also: ['S7'] },
    sql: `update ord.order_process_jobs set status = case type when 'invoice' then 'failed' else status end
      where process_id = (${processOf(plainOrder)})`,
  },
  {
    ...{ invariant: 'S5', what: 'a paid order has two processes', also: ['L10', 'N1', 'S7'] },
    sql: copy('ord.order_processes', `order_id = (${plainOrder})`, { id: 'gen_random_uuid()' }),
  },
  {
    ...{ invariant: 'S5', what: 'a process has a job too many' },
    sql: copy('ord.order_process_jobs', `process_id = (${processOf(failedOrder)})`, { type: `'invoice'` }),
    also: ['S8'],
  },
  {
    ...{ invariant: 'S6', what: 'an order that was not paid is produced' },
    sql: copy('prd.effects', `order_id = (${plainOrder})`, {
      order_id: `(${failedOrder})`,
      process_id: `(${processOf(failedOrder)})`,
      idempotency_key: `(${processOf(failedOrder)}) || ':production'`,
    }),
  },
  {
    ...{ invariant: 'S7', what: 'the order service calls a process pending whose jobs are done' },
    sql: `update ord.answered_processes set status = 'pending' where id = (${processOf(plainOrder)})`,
  },
  {
    ...{ invariant: 'S7', what: 'the order service does not list a process' },
    sql: `delete from ord.answered_processes where id = (${processOf(plainOrder)})`,
  },
  {
    ...{ invariant: 'S8', what: 'an invoice has another reference than its job' },
    sql: `update ivc.effects set reference = 'another' where order_id = (${plainOrder})`,
  },
  {
    ...{ invariant: 'S8', what: 'an order is produced twice' },
    sql: copy('prd.effects', `order_id = (${plainOrder})`, {}),
  },
  {
    ...{ invariant: 'S8', what: 'an order is said to be produced and is not' },
    sql: `delete from prd.effects where order_id = (${plainOrder})`,
  },
]
