import type { Invariant } from './invariant.ts'

/** Whatever a step of an order leaves behind, and when. */
const progress = `
  select at from ord.order_transitions union all select at from ord.order_process_job_reports
  union all select at from pay.payment_transitions union all select at from ntf.email_attempts
  union all select received_at from pay.webhook_events`

/** From when to when each order was under way that was checked out. */
const underWay = `
  select c.order_id, min(c.started_at) as since, greatest(
    (select max(t.at) from ord.order_transitions t where t.order_id = c.order_id),
    (select max(j.updated_at) from ord.order_processes p join ord.order_process_jobs j on j.process_id = p.id
      where p.order_id = c.order_id)) as until
  from ord.checkouts c group by c.order_id`

/** E: what is asked for beside the invariants, as far as the sources tell. */
export const also: Invariant[] = [
  {
    id: 'E1',
    // Postgres and the queues are told of a kill of their server by its exit code. SIGUSR2 ends a process that is too young for it.
    meaning: 'no process ended except by the driver',
    sql: `
      select e.process, e.ending, e.times from drv.endings e
      where not exists (select from drv.injected i where i.target = e.process)
        or e.process not in ('postgres', 'queues') and e.ending !~ 'was killed by SIG(KILL|USR2)$'
        or e.ending = 'was killed by SIGKILL' and e.times > (
          select count(*) from drv.injected i where i.target = e.process and i.fault = 'kill')`,
  },
  {
    id: 'E2',
    // A listener notes the number of the receive from the second one on. While faults are at work they explain any number.
    meaning: 'of jobs that began after the last fault, 99 of 100 needed at most three receives',
    sql: `
      with needed as (
        select r.process_id, r.type, max(coalesce(substring(r.note from '^receive (\\d+)')::integer, 1)) as receives
        from ord.order_process_job_reports r join ord.order_processes p on p.id = r.process_id
        where p.created_at > (select faults_ended_at from drv.run) group by r.process_id, r.type
      )
      select percentile_disc(0.99) within group (order by receives) as p99, max(receives) as most,
        count(*) filter (where receives > 3) as jobs_above, count(*) as jobs
      from needed having percentile_disc(0.99) within group (order by receives) > 3`,
  },
  {
    id: 'E3',
    // A sender holds five mails at a time: so many may be repeated when it, or what it writes to, or the way there, is taken away.
    meaning: 'mails are repeated only where an answer was lost',
    sql: `
      with repeated as (select count(*) - count(distinct message_id) as mails from smtp.mails),
      lost as (
        select (select count(*) from smtp.faults where outcome = 'cut-after-data')
          + 5 * (select count(*) from drv.injected
            where fault <> 'mail' and target in ('notification', 'mailbox', 'postgres', 'sessions',
              'notification→mailbox-smtp', 'notification→postgres', 'mailbox→postgres')) as answers
      )
      select repeated.mails, lost.answers from repeated, lost where repeated.mails > lost.answers`,
  },
  {
    id: 'E4',
    // What was killed last has 10 s to be back. The last few orders may all wait for the time at which the provider is asked
    // again: up to 36 s by design.
    meaning: 'without faults no 10 s pass without progress while ten orders are under way',
    sql: `
      with calm as (
        select faults_ended_at + interval '10 s' as at from drv.run
      ), steps as (
        select at, lead(at) over (order by at) as next from (${progress} union all select at from calm) moments
        where at >= (select at from calm)
      ), still as (
        select at, next from steps where next - at > interval '10 s'
      )
      select s.at, s.next, count(*) as orders from still s join (${underWay}) o on o.since < s.at and o.until >= s.next
      group by s.at, s.next having count(*) >= 10`,
  },
  {
    id: 'E5',
    meaning: 'no customer, address or secret in a log',
    sql: `select process, what, line from drv.leaks`,
  },
]
