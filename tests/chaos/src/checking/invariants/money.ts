import type { Invariant } from './invariant.ts'

/** M: nobody pays twice, for nothing or too much. The e-wallet's journal is the truth. */
export const money: Invariant[] = [
  {
    id: 'M1',
    meaning: 'at most one succeeded payment per order, by the e-wallet',
    sql: `
      select p.order_id, count(*) as payments, array_agg(w.merchant_reference) as references
      from wal.payments w join pay.payments p on p.id::text = w.merchant_reference
      where w.status = 'succeeded' group by p.order_id having count(*) > 1`,
  },
  {
    id: 'M2',
    meaning: 'every payment at the e-wallet is ours, decided, with the same outcome',
    sql: `
      select w.payment_request_id, w.merchant_reference, w.status as at_wallet, p.status as ours, p.provider_payment_id
      from wal.payments w left join pay.payments p on p.id::text = w.merchant_reference
      where p.id is null or w.status = 'undecided' or w.status <> p.status
        or w.payment_request_id <> p.provider_payment_id`,
  },
  {
    id: 'M3',
    meaning: 'every payment that we call succeeded, the e-wallet does too',
    sql: `
      select p.id as payment_id, p.order_id from pay.payments p
      where p.status = 'succeeded' and not exists (
        select from wal.payments w where w.merchant_reference = p.id::text and w.status = 'succeeded')`,
  },
  {
    id: 'M4',
    meaning: 'amount and currency are equal in order, payment and e-wallet',
    sql: `
      select p.id as payment_id, o.id as order_id, o.total_minor || o.currency as of_order,
        p.amount_minor || p.currency as of_payment, w.amount_minor || w.currency as at_wallet
      from pay.payments p join ord.orders o on o.id = p.order_id
        left join wal.payments w on w.merchant_reference = p.id::text
      where (o.total_minor, o.currency) <> (p.amount_minor, p.currency)
        or (w.amount_minor, w.currency) <> (p.amount_minor, p.currency)`,
  },
  {
    id: 'M5',
    meaning: 'the total of an order is the sum of its items',
    sql: `
      select o.id as order_id, o.total_minor, sum(i.quantity * i.unit_price_minor) as of_items
      from ord.orders o left join ord.order_items i on i.order_id = o.id
      group by o.id, o.total_minor having o.total_minor is distinct from sum(i.quantity * i.unit_price_minor)`,
  },
  {
    id: 'M6',
    meaning: 'an order is paid if and only if a payment of it succeeded; any other succeeded payment is flagged',
    sql: `
      with settling as (
        select p.id, p.order_id from pay.payments p join ord.orders o on o.id = p.order_id and o.status = 'paid'
          join ord.checkouts c on c.id = p.checkout_id and c.payment_id = p.id and c.outcome = 'succeeded'
        where p.status = 'succeeded'
      )
      select 'paid without a succeeded payment' as what, o.id as order_id, null::uuid as payment_id from ord.orders o
      where o.status = 'paid' and not exists (select from settling s where s.order_id = o.id)
      union all
      select 'paid by several payments', order_id, null from settling group by order_id having count(*) > 1
      union all
      select 'succeeded, not what the order was paid by, and not flagged', p.order_id, p.id from pay.payments p
      where p.status = 'succeeded' and p.flag is null and not exists (select from settling s where s.id = p.id)`,
  },
  {
    id: 'M7',
    meaning: '.99 succeeds and .11 fails, unless the driver told the e-wallet otherwise; then as it was told',
    sql: `
      with ended as (
        select id, order_id, amount_minor, case status when 'succeeded' then 'succeeded' else 'failed' end as outcome
        from pay.payments where status in ('succeeded', 'failed', 'expired')
      )
      select 'not as its amount says' as what, e.order_id, e.id as payment_id, e.amount_minor, e.outcome from ended e
      where e.outcome <> case e.amount_minor % 100 when 99 then 'succeeded' when 11 then 'failed' end
        and not exists (select from drv.expected x where x.order_id = e.order_id and x.outcome = e.outcome)
      union all
      select 'never as the e-wallet was told', x.order_id, null, null, x.outcome from drv.expected x
      where x.outcome is not null and exists (select from ended e where e.order_id = x.order_id)
        and not exists (select from ended e where e.order_id = x.order_id and e.outcome = x.outcome)`,
  },
]
