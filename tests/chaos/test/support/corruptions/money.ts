import { type Corruption, copy, failedOrder, paymentOf, plainOrder, reference, twiceFailedOrder } from './rows.ts'

export const money: Corruption[] = [
  {
    ...{ invariant: 'M1', what: 'the e-wallet took the money of both attempts', also: ['M2'] },
    sql: `update wal.payments set status = 'succeeded'
      where merchant_reference in (select id::text from pay.payments where order_id = (${twiceFailedOrder}))`,
  },
  {
    ...{ invariant: 'M2', what: 'the e-wallet says that a failed payment succeeded' },
    sql: `update wal.payments set status = 'succeeded' where ${reference(failedOrder)}`,
  },
  {
    ...{ invariant: 'M2', what: 'the e-wallet has a payment that nobody knows' },
    sql: copy('wal.payments', reference(plainOrder), { merchant_reference: `'unknown'` }),
  },
  {
    ...{ invariant: 'M3', what: 'the e-wallet does not know a succeeded payment' },
    sql: `delete from wal.payments where ${reference(plainOrder)}`,
  },
  {
    ...{ invariant: 'M4', what: 'the e-wallet took more than was asked' },
    sql: `update wal.payments set amount_minor = amount_minor + 100 where ${reference(plainOrder)}`,
  },
  {
    ...{ invariant: 'M4', what: 'the payment is in another currency' },
    sql: `update pay.payments set currency = 'USD' where id = (${paymentOf(plainOrder)})`,
  },
  {
    ...{ invariant: 'M5', what: 'one more of an item' },
    sql: `update ord.order_items set quantity = quantity + 1 where order_id = (${plainOrder}) and position = 1`,
  },
  {
    ...{ invariant: 'M6', what: 'the order was paid by a payment that is not there' },
    sql: `update ord.checkouts set payment_id = gen_random_uuid() where order_id = (${plainOrder})`,
  },
  {
    ...{ invariant: 'M6', what: 'money for an order that failed', also: ['M2', 'M3', 'M7', 'S3'] },
    sql: `update pay.payments set status = 'succeeded' where order_id = (${failedOrder})`,
  },
  {
    ...{ invariant: 'M7', what: 'a .99 failed and nobody told the e-wallet to' },
    sql: `delete from drv.expected where outcome = 'failed'`,
  },
  {
    ...{ invariant: 'M7', what: 'the e-wallet was told to fail one that succeeded' },
    sql: `insert into drv.expected select id, 'late', 'failed' from (${plainOrder}) o`,
  },
]
