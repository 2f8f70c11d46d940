import { sql } from 'kysely'

/**
 * A CTE that writes how the job of the decided e-mail `e` ended, under its highest attempt. A job that has succeeded stays
 * so: `sent_at` outlives a resend that fails.
 */
export const reportOfEnd = sql`r as (
  insert into job_reports (email_id, process_id, attempt, status, fault, note, reference)
  select id, process_id, attempt,
    case when sent_at is null then 'failed' else 'succeeded' end,
    case when sent_at is null then 'permanent' end,
    case when sent_at is null then answer end,
    case when sent_at is not null then id::text end
  from e where status in ('sent', 'failed')
)`
