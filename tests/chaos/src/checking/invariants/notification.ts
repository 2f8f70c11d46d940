import type { Invariant } from './invariant.ts'

/** N: who was told what. The mailbox's journal is the truth. */
export const notification: Invariant[] = [
  {
    id: 'N1',
    // A 550 is final: e-mail and job are failed, and both hold what SMTP said.
    meaning: 'every end of a payment was mailed to its customer, unless the mail was refused for good',
    sql: `
      with ends as (
        select c.order_id, p.id as process_id, lower(o.customer_email) as customer,
          case c.outcome when 'succeeded' then 'order-paid' else 'payment-failed' end as template,
          c.order_id in (select order_id from drv.refused_mails) as refused
        from ord.checkouts c join ord.orders o on o.id = c.order_id left join ord.order_processes p on p.checkout_id = c.id
        where c.finished_at is not null
      ), received as (
        select distinct message_id, order_id, template, lower(r) as recipient from smtp.mails cross join unnest(recipients) r
      )
      select n.order_id, n.process_id, n.template, n.refused, e.status, e.answer, j.status as job, j.note
      from ends n left join ntf.emails e on e.process_id = n.process_id
        left join ord.order_process_jobs j on j.process_id = n.process_id and j.type = 'notification'
        left join received m on (m.message_id, m.order_id, m.template, m.recipient)
          = (trim(both '<>' from e.message_id), n.order_id::text, n.template, n.customer)
      where not coalesce(case when n.refused
        then e.status = 'failed' and e.answer ~ '\\m5\\d\\d\\M' and j.status = 'failed' and j.note = e.answer
        else e.status = 'sent' and m.message_id is not null end, false)`,
  },
  {
    id: 'N2',
    meaning: 'repeated mails share their Message-ID: there are not more of them than there was to tell',
    sql: `
      with told as (
        select order_id::text, case outcome when 'succeeded' then 'order-paid' else 'payment-failed' end as template,
          count(*) as processes
        from ord.order_processes group by 1, 2
      )
      select 'more Message-IDs than processes' as what, m.order_id, m.template, array_agg(distinct m.message_id) as message_ids
      from smtp.mails m left join told t on (t.order_id, t.template) = (m.order_id, m.template)
      group by m.order_id, m.template, t.processes having count(distinct m.message_id) > coalesce(t.processes, 0)
      union all
      select 'one Message-ID for different mails', min(m.order_id), min(m.template), array[m.message_id] from smtp.mails m
      group by m.message_id having count(distinct (m.order_id, m.template, m.recipients)) > 1`,
  },
  {
    id: 'N3',
    meaning: 'mails go to customers of the run only',
    sql: `
      select m.message_id, m.order_id, r as recipient
      from (select * from smtp.mails union all select * from smtp.faults) m cross join unnest(m.recipients) r
      where not exists (
        select from cfg.customers c where lower(r) like '%@' || c.domain or lower(r) like '%@%.' || c.domain)`,
  },
]
