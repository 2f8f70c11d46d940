import type { Invariant } from './invariant.ts'

/** E: what RELIABILITY.md asks for beside the invariants, as far as the sources tell. */
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
    // A listener notes the number of the receive from the second one on.
    meaning: '99 of 100 jobs needed at most three receives of an attempt',
    sql: `
      with receives as (
        select r.process_id, r.type, max(coalesce(substring(r.note from '^receive (\\d+)')::integer, 1)) as most
        from ord.order_process_job_reports r group by r.process_id, r.type
      )
      select percentile_disc(0.99) within group (order by most) as p99, max(most) as most,
        count(*) filter (where most > 3) as jobs_above, count(*) as jobs
      from receives having percentile_disc(0.99) within group (order by most) > 3`,
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
