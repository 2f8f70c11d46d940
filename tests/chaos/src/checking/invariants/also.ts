import type { Invariant } from './invariant.ts'

/** E: what is asked for beside the invariants, as far as the sources tell. */
export const also: Invariant[] = [
  {
    id: 'E1',
    // Postgres and the queues are told of a kill of their server by its exit code.
    meaning: 'no process ended except by the driver',
    sql: `
      select e.process, e.ending, e.times from drv.endings e
      where not exists (select from drv.injected i where i.target = e.process)
        or e.process not in ('postgres', 'queues') and e.ending !~ '(was killed by|exit code 0$)'`,
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
    // A sender holds five mails at a time: so many may be repeated when it, or what it writes to, is taken away.
    meaning: 'mails are repeated only where an answer was lost',
    sql: `
      with repeated as (select count(*) - count(distinct message_id) as mails from smtp.mails),
      lost as (
        select (select count(*) from smtp.faults where outcome = 'cut-after-data')
          + 5 * (select count(*) from drv.injected
            where fault = 'postgres' or target ~ '(notification|mailbox|postgres)') as answers
      )
      select repeated.mails, lost.answers from repeated, lost where repeated.mails > lost.answers`,
  },
]
