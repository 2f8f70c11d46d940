import type { Invariant } from './invariant.ts'

/** L: nothing is lost, nothing hangs, and nothing is there that nobody asked for. */
export const liveness: Invariant[] = [
  {
    id: 'L1',
    meaning: 'every acknowledged order and checkout exists',
    sql: `
      select t.operation, t.user_id, t.order_id, t.key, t.at from drv.tries t
      where t.operation = 'create' and t.status between 200 and 299
        and not exists (select from ord.orders o where o.id = t.order_id and o.user_id = t.user_id)
      union all
      select t.operation, t.user_id, t.order_id, t.key, t.at from drv.tries t
        left join ord.idempotency_keys k on k.scope = 'u:' || t.user_id and k.key = t.key
      where t.operation = 'checkout' and t.status between 200 and 299 and not exists (
        select from ord.checkouts c where c.order_id = t.order_id and (t.key is null or c.id::text = k.recovery_point))`,
  },
  {
    id: 'L2',
    // An attempt is written in one statement with its id as its key's recovery point: one without a key is a second one.
    meaning: 'one attempt, and one order, for each idempotency key',
    sql: `
      with asked_without_key as (
        select order_id, count(*) as tries from drv.tries where operation = 'checkout' and key is null group by order_id
      )
      select 'attempts that no key accounts for' as what, c.order_id, array_agg(c.id::text) as subjects
      from ord.checkouts c left join asked_without_key a on a.order_id = c.order_id
      where not exists (select from ord.idempotency_keys k where k.recovery_point = c.id::text)
      group by c.order_id, a.tries having count(*) > coalesce(a.tries, 0)
      union all
      select 'keys that share an attempt', null, array_agg(k.key) from ord.idempotency_keys k
      where k.recovery_point is not null group by k.recovery_point having count(*) > 1
      union all
      select 'orders of one key', null, array_agg(o.id::text) from ord.orders o
        join ord.order_transitions t on t.order_id = o.id and t.cause = 'order-created'
      group by o.user_id, t.cause_id having count(distinct o.id) > 1`,
  },
  {
    id: 'L3',
    meaning: 'no order, attempt or payment that nobody asked for',
    sql: `
      select 'order' as what, o.id as subject, o.id as order_id from ord.orders o
      where not exists (
        select from drv.tries t join ord.order_transitions x on x.cause_id = t.key and x.cause = 'order-created'
        where x.order_id = o.id and t.operation = 'create' and t.user_id = o.user_id)
      union all
      select 'attempt', c.id, c.order_id from ord.checkouts c
        left join ord.idempotency_keys k on k.recovery_point = c.id::text
      where not exists (
        select from drv.tries t
        where t.operation = 'checkout' and t.order_id = c.order_id and (k.key is null or t.key = k.key))
      union all
      select 'payment', p.id, p.order_id from pay.payments p
      where not exists (select from ord.checkouts c where c.id = p.checkout_id and c.order_id = p.order_id)`,
  },
  {
    id: 'L4',
    meaning: 'no order waits for its payment, or for its checkout to begin',
    sql: `
      select o.id as order_id, o.status, o.updated_at from ord.orders o
      where o.status = 'payment_pending' or o.status = 'created' and (
        exists (select from ord.checkouts c where c.order_id = o.id) or exists (
          select from drv.tries t
          where t.order_id = o.id and t.operation = 'checkout' and t.status between 200 and 299))`,
  },
  {
    id: 'L5',
    meaning: 'no payment without an end',
    sql: `
      select id as payment_id, order_id, status, next_submit_at, next_reconcile_at from pay.payments
      where status in ('submitting', 'pending')`,
  },
  {
    id: 'L6',
    meaning: 'no key in progress, no open attempt',
    sql: `
      select 'key of order' as what, scope || ' ' || key as subject, locked_until as due from ord.idempotency_keys
      where state = 'in_progress'
      union all
      select 'key of payment', scope || ' ' || key, locked_until from pay.idempotency_keys where state = 'in_progress'
      union all
      select 'attempt', id::text, next_try_at from ord.checkouts where finished_at is null`,
  },
  {
    id: 'L7',
    meaning: 'no event unpublished, none parked',
    sql: `
      select id, aggregate_id as order_id, event_type, attempts, parked_at, last_error from ord.outbox
      where published_at is null or parked_at is not null`,
  },
  {
    id: 'L8',
    // What is quarantined was poisoned, or a lie by the e-wallet's own journal: the scenario `contradictory`. Asking the provider
    // heals a webhook that was lost, so only its journal shows it; a stranger in our place never answers 204.
    meaning:
      'every acknowledged webhook is kept, none waits, only poison is quarantined, and order was told everything',
    sql: `
      select 'webhook acknowledged and not kept' as what, d.event_id as subject, p.id as payment_id, d.type as reason
      from wal.deliveries d left join pay.payments p on p.id::text = d.merchant_reference
      where d.answer = 204 and not exists (select from pay.webhook_events e where e.event_id = d.event_id)
      union all
      select 'webhook ' || e.status, e.event_id, e.merchant_reference, e.reason
      from pay.webhook_events e
      where e.status in ('received', 'waiting_for_payment') or e.status = 'quarantined'
        and not exists (select from drv.poisoned d where d.message_id in (e.event_id, e.id::text))
        and not exists (
          select from wal.payments w where w.merchant_reference = e.merchant_reference::text
            and w.status <> 'undecided' and e.event_type <> 'payment.' || w.status)
      union all
      select 'confirmation not delivered', payment_id::text, payment_id, last_error from pay.payment_confirmations
      where delivered_at is null
      union all
      select 'confirmation never written', p.id::text, p.id, p.status from pay.payments p
      where p.status in ('succeeded', 'failed', 'expired')
        and not exists (select from pay.payment_confirmations c where c.payment_id = p.id)
      union all
      select 'report of an e-mail not delivered', email_id::text, null, last_error from ntf.job_reports
      where delivered_at is null`,
  },
  {
    id: 'L9',
    // A repeated message finds the job of a mail that was refused for good `failed`, and is left to the dead-letter queue.
    meaning: 'queues are empty; every dead letter was poisoned, or its job has succeeded since',
    sql: `
      select 'queue is not empty' as what, name, null as message_id, null as process_id,
        format('%s visible, %s in flight, %s delayed', visible, in_flight, delayed) as detail
      from q.depths where not dead_letter and visible + in_flight + delayed > 0
      union all
      select 'dead letter', name, m.message_id, m.process_id, 'attempt ' || m.attempt from q.messages m
      where m.dead_letter
        and not exists (select from drv.poisoned d where d.message_id in (m.message_id, m.event_id))
        and not exists (
          select from ord.order_process_jobs j
          where j.process_id::text = m.process_id and j.type = m.queue and j.status = 'succeeded')
        and not (m.queue = 'notification' and exists (
          select from drv.refused_mails r where r.order_id::text = m.order_id))`,
  },
  {
    id: 'L10',
    // A listener reports before it does anything, so a report of the attempt says that the event arrived. An event is kept 24 h.
    meaning: 'every process was announced, and every published event reached every job that it announces',
    sql: `
      with event as (
        select id, event_type, published_at is not null as published, payload::json -> 'data' as data from ord.outbox
      ), announced as (
        select e.id, e.event_type, (e.data ->> 'processId')::uuid as process_id, a.job, a.attempt, e.published
        from event e cross join json_to_recordset(e.data -> 'jobs') as a (job text, attempt integer)
      )
      select 'did not reach its job' as what, a.* from announced a
      where a.published and not exists (
        select from ord.order_process_job_reports r
        where r.process_id = a.process_id and r.type = a.job and r.attempt >= a.attempt and r.status <> 'queued')
      union all
      select 'announces a job whose queue does not take it', a.* from announced a
      where not exists (select from cfg.subscriptions s where (s.event_type, s.job) = (a.event_type, a.job))
      union all
      select 'goes to a queue and announces no job of it', e.id, e.event_type, (e.data ->> 'processId')::uuid, s.job, null,
        e.published
      from event e join cfg.subscriptions s on s.event_type = e.event_type
      where not exists (select from announced a where (a.id, a.job) = (e.id, s.job))
      union all
      select 'never announced', null, null, p.id, null, null, null from ord.order_processes p
      where p.created_at > now() - interval '23 hours' and not exists (
        select from announced a where a.process_id = p.id and a.event_type like 'order-%')`,
  },
  {
    id: 'L11',
    meaning: 'no effect of a neighbour, and no mail, without its process',
    sql: `
      with effects as (
        select 'production' as job, * from prd.effects union all select 'invoice', * from ivc.effects
      )
      select e.job, e.idempotency_key as subject, e.order_id::text from effects e
      where e.idempotency_key <> e.process_id || ':' || e.job or not exists (
        select from ord.order_processes p where p.id = e.process_id and p.order_id = e.order_id)
      union all
      select 'notification', m.message_id, m.order_id from smtp.mails m
      where not exists (
        select from ntf.emails e join ord.order_processes p on p.id = e.process_id
        where e.message_id = '<' || m.message_id || '>' and p.order_id::text = m.order_id)`,
  },
]
