import {
  aMail,
  type Corruption,
  copy,
  failedOrder,
  paymentOf,
  plainOrder,
  processOf,
  twiceFailedOrder,
  untouchedOrder,
} from './rows.ts'

export const liveness: Corruption[] = [
  {
    ...{ invariant: 'L1', what: 'an acknowledged order is gone' },
    sql: `delete from ord.orders where id = (${untouchedOrder})`,
  },
  {
    ...{ invariant: 'L1', what: 'an acknowledged checkout is not that of its key', also: ['L2'] },
    sql: `update ord.idempotency_keys set recovery_point = null where recovery_point in (
      select id::text from ord.checkouts where order_id = (${plainOrder}))`,
  },
  {
    ...{ invariant: 'L2', what: 'a second attempt under one key', also: ['N1', 'S5'] },
    sql: copy('ord.checkouts', `order_id = (${plainOrder})`, { id: 'gen_random_uuid()' }),
  },
  {
    ...{ invariant: 'L2', what: 'two orders under one key' },
    sql: `update ord.order_transitions set cause_id = (
        select cause_id from ord.order_transitions where cause = 'order-created' and order_id = (${plainOrder}))
      where cause = 'order-created' and order_id = (${failedOrder})`,
  },
  {
    ...{ invariant: 'L3', what: 'an order that nobody wanted' },
    sql: `delete from drv.tries where order_id = (${untouchedOrder})`,
  },
  {
    ...{ invariant: 'L3', what: 'a checkout that nobody wanted' },
    sql: `delete from drv.tries where order_id = (${plainOrder}) and operation = 'checkout'`,
  },
  {
    ...{ invariant: 'L3', what: 'a payment without an attempt' },
    sql: `update pay.payments set checkout_id = gen_random_uuid() where id = (${paymentOf(failedOrder)})`,
  },
  {
    ...{ invariant: 'L4', what: 'an order waits for its payment', also: ['S3'] },
    sql: `update ord.orders set status = 'payment_pending' where id = (${twiceFailedOrder})`,
  },
  {
    ...{ invariant: 'L4', what: 'an order was never checked out although it was acknowledged', also: ['L1'] },
    sql: copy('drv.tries', `order_id = (${untouchedOrder})`, {
      ...{ operation: `'checkout'`, key: `'another-key-of-it'`, status: '202' },
    }),
  },
  {
    ...{ invariant: 'L5', what: 'a payment has no end', also: ['M2', 'S3'] },
    sql: `update pay.payments set status = 'pending' where id = (${paymentOf(failedOrder)})`,
  },
  {
    ...{ invariant: 'L6', what: 'a key is in progress' },
    sql: `update pay.idempotency_keys set state = 'in_progress' where key = (select min(key) from pay.idempotency_keys)`,
  },
  {
    ...{ invariant: 'L6', what: 'an attempt is open' },
    sql: `update ord.checkouts set finished_at = null where order_id = (${plainOrder})`,
    also: ['S5'],
  },
  {
    ...{ invariant: 'L7', what: 'an event is not published' },
    sql: `update ord.outbox set published_at = null where aggregate_id = (${plainOrder})`,
  },
  {
    ...{ invariant: 'L7', what: 'an event is parked' },
    sql: `update ord.outbox set parked_at = now() where aggregate_id = (${plainOrder})`,
  },
  {
    ...{ invariant: 'L8', what: 'a webhook waits for its payment' },
    sql: `update pay.webhook_events set status = 'waiting_for_payment'
      where merchant_reference = (${paymentOf(plainOrder)})`,
  },
  {
    ...{ invariant: 'L8', what: 'a true webhook is quarantined' },
    sql: `update pay.webhook_events set status = 'quarantined' where merchant_reference = (${paymentOf(plainOrder)})`,
  },
  {
    ...{ invariant: 'L8', what: 'a webhook was acknowledged and not kept' },
    sql: `delete from pay.webhook_events where merchant_reference = (${paymentOf(plainOrder)})`,
  },
  {
    ...{ invariant: 'L8', what: 'order was not told' },
    sql: `update pay.payment_confirmations set delivered_at = null where payment_id = (${paymentOf(plainOrder)})`,
  },
  {
    ...{ invariant: 'L8', what: 'there is nothing to tell order' },
    sql: `delete from pay.payment_confirmations where payment_id = (${paymentOf(plainOrder)})`,
  },
  {
    ...{ invariant: 'L8', what: 'order was not told of an e-mail' },
    sql: `update ntf.job_reports set delivered_at = null where process_id = (${processOf(plainOrder)})`,
  },
  {
    ...{ invariant: 'L9', what: 'a message is still in flight' },
    sql: `update q.depths set in_flight = 1 where queue = 'invoice' and not dead_letter`,
  },
  {
    ...{ invariant: 'L9', what: 'a dead letter that nobody poisoned' },
    sql: `delete from drv.poisoned`,
  },
  {
    ...{ invariant: 'L10', what: 'an event did not reach a job' },
    sql: `delete from ord.order_process_job_reports
      where process_id = (${processOf(plainOrder)}) and type = 'invoice' and status <> 'queued'`,
  },
  {
    ...{ invariant: 'L10', what: 'a process was never announced' },
    sql: `delete from ord.outbox where aggregate_id = (${plainOrder})`,
  },
  {
    ...{ invariant: 'L10', what: 'a queue has no subscription' },
    sql: `delete from cfg.subscriptions where event_type = 'order-paid' and job = 'invoice'`,
  },
  {
    ...{ invariant: 'L10', what: 'an event says nothing of a job whose queue it goes to' },
    sql: `insert into cfg.subscriptions values ('order-payment-failed', 'invoice')`,
  },
  {
    ...{ invariant: 'L11', what: 'something was produced for a process that is not there' },
    sql: copy('prd.effects', `order_id = (${plainOrder})`, { process_id: 'gen_random_uuid()' }),
  },
  {
    ...{ invariant: 'L11', what: 'a mail that no process asked for', also: ['N2'] },
    sql: copy('smtp.mails', aMail, { message_id: `'unknown@waybill'` }),
  },
]
