import type { Invariant } from './invariant.ts'

const logs = `
  select 'order' as machine, order_id as id, version, from_status, to_status, cause, cause_id from ord.order_transitions
  union all
  select 'payment', payment_id, version, from_status, to_status, cause, cause_id from pay.payment_transitions`

const effects = `
  select 'production' as job, * from prd.effects union all select 'invoice', * from ivc.effects`

/** S: every order, payment and job moved as it may, once, and its history says the same as its row. */
export const state: Invariant[] = [
  {
    id: 'S1',
    meaning: 'in a history versions rise, and every move begins where the one before it ended',
    sql: `
      with steps as (
        select *, lag(to_status) over history as before, lag(version) over history as version_before
        from (${logs}) log window history as (partition by machine, id order by version)
      )
      select machine, id, version_before, version, before, from_status, to_status from steps
      where from_status is distinct from before or version <= version_before
      union all
      select 'order', o.id, o.version, max(t.version), null, null, null
      from ord.orders o join ord.order_transitions t on t.order_id = o.id
      group by o.id, o.version having max(t.version) > o.version`,
  },
  {
    id: 'S2',
    // A job keeps no moves: its reports do. Out of failed leads the next attempt, and out of succeeded nothing.
    meaning: 'only allowed moves',
    sql: `
      select machine, id, from_status, to_status, version as place from (${logs}) log
      where not exists (
        select from cfg.moves m where m.machine = log.machine and m.to_status = log.to_status
          and m.from_status is not distinct from log.from_status)
      union all
      select 'job ' || r.type, r.process_id, 'no failure of the attempt before', r.status, r.attempt
      from ord.order_process_job_reports r
      where r.attempt > 1 and not exists (
        select from ord.order_process_job_reports f
        where (f.process_id, f.type, f.attempt, f.status) = (r.process_id, r.type, r.attempt - 1, 'failed'))
      union all
      select 'job ' || r.type, r.process_id, 'succeeded', r.status, r.attempt
      from ord.order_process_job_reports s join ord.order_process_job_reports r
        on (r.process_id, r.type) = (s.process_id, s.type) and r.attempt > s.attempt
      where s.status = 'succeeded'`,
  },
  {
    id: 'S3',
    meaning: 'the last move in the history is the status',
    sql: `
      with last as (
        select distinct on (machine, id) machine, id, to_status from (${logs}) log order by machine, id, version desc
      )
      select 'order' as machine, o.id, o.status, l.to_status as in_history
      from ord.orders o left join last l on l.machine = 'order' and l.id = o.id
      where l.to_status is distinct from o.status
      union all
      select 'payment', p.id, p.status, l.to_status
      from pay.payments p left join last l on l.machine = 'payment' and l.id = p.id
      where l.to_status is distinct from p.status`,
  },
  {
    id: 'S4',
    // A payment or a refused attempt ends once, whatever the outcome: its three causes are one.
    meaning: 'no cause is applied twice',
    sql: `
      select machine, id, case when cause like 'payment-%' then 'payment-…' else cause end as cause, cause_id,
        array_agg(version) as versions
      from (${logs}) log group by 1, 2, 3, 4 having count(*) > 1`,
  },
  {
    id: 'S5',
    meaning: 'every ended attempt has one process, and all jobs of its outcome have succeeded with a reference',
    sql: `
      with wanted as (
        select p.id, p.order_id, g.job, g.job = 'notification' and p.order_id in (select order_id from drv.refused_mails)
          as refused
        from ord.order_processes p join cfg.jobs g on g.outcome = p.outcome
      )
      select 'an ended attempt without exactly one process' as what, c.order_id, null::uuid as process_id, null as job
      from ord.checkouts c left join ord.order_processes p on p.checkout_id = c.id and p.order_id = c.order_id
        and p.outcome = case c.outcome when 'succeeded' then 'succeeded' else 'failed' end
      where c.finished_at is not null group by c.order_id, c.id having count(p.id) <> 1
      union all
      select 'a process without its ended attempt', p.order_id, p.id, null from ord.order_processes p
      where not exists (
        select from ord.checkouts c where c.id = p.checkout_id and c.order_id = p.order_id and c.finished_at is not null)
      union all
      select 'paid without one process, or a process of a paid order without one', o.id, null, null
      from ord.orders o left join ord.order_processes p on p.order_id = o.id and p.outcome = 'succeeded'
      group by o.id, o.status having count(p.id) <> case o.status when 'paid' then 1 else 0 end
      union all
      select 'failed without a process', o.id, null, null from ord.orders o
      where o.status = 'payment_failed' and not exists (
        select from ord.order_processes p where p.order_id = o.id and p.outcome = 'failed')
      union all
      select 'job is not there once and done', w.order_id, w.id, w.job
      from wanted w left join ord.order_process_jobs j on j.process_id = w.id and j.type = w.job
      group by w.order_id, w.id, w.job, w.refused
      having count(*) filter (where j.status = 'succeeded' and j.reference is not null
        or w.refused and j.status = 'failed') <> 1
      union all
      select 'job that the outcome does not have', null, j.process_id, j.type from ord.order_process_jobs j
      where not exists (select from wanted w where w.id = j.process_id and w.job = j.type)`,
  },
  {
    id: 'S6',
    meaning: 'what was never paid is neither produced nor invoiced',
    sql: `
      select e.job, e.order_id, e.process_id, o.status, e.reference
      from (${effects}) e join ord.orders o on o.id = e.order_id
        left join ord.order_processes p on p.id = e.process_id
      where o.status <> 'paid' or p.outcome <> 'succeeded'`,
  },
  {
    id: 'S7',
    // The order service was asked for the processes of each status: both its filter and its answer must be right.
    meaning: 'the status of a process is what its jobs say',
    sql: `
      with said as (
        select p.id, case when bool_or(j.status = 'failed') then 'error'
          when bool_and(j.status = 'succeeded') then 'completed' else 'pending' end as by_jobs
        from ord.order_processes p left join ord.order_process_jobs j on j.process_id = p.id group by p.id
      )
      select coalesce(s.id, a.id) as process_id, s.by_jobs, a.asked, a.status as answered
      from said s full join ord.answered_processes a on a.id = s.id
      where s.by_jobs is distinct from a.status or s.by_jobs is distinct from a.asked`,
  },
  {
    id: 'S8',
    meaning: 'one entry in a journal for each job, and it is the reference of the job',
    sql: `
      select e.job, e.process_id, array_agg(e.reference) as in_journal, j.reference as of_job
      from (${effects}) e join ord.order_process_jobs j on j.process_id = e.process_id and j.type = e.job
      group by e.job, e.process_id, j.reference having count(*) > 1 or min(e.reference) is distinct from j.reference
      union all
      select j.type, j.process_id, null, j.reference from ord.order_process_jobs j
      where j.status = 'succeeded' and j.type <> 'notification'
        and not exists (select from (${effects}) e where e.process_id = j.process_id and e.job = j.type)
      union all
      select j.type, j.process_id, array_agg(e.id::text), j.reference
      from ord.order_process_jobs j left join ntf.emails e on e.process_id = j.process_id
      where j.status = 'succeeded' and j.type = 'notification'
      group by j.type, j.process_id, j.reference having count(e.id) <> 1 or min(e.id::text) <> j.reference`,
  },
]
