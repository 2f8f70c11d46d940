import type { JobType } from '@waybill/contracts'
import type { Sql } from '@waybill/postgres'
import { sql } from 'kysely'

export type RecordedAction = {
  id: string
  operator: string
  action: string
  reason: string
  orderId: string | null
  processId: string | null
  job: JobType | null
  subject: string | null
}

/** Who did what by hand, and why. Rows are only ever added. */
export function createOperatorActions(db: Sql) {
  return {
    /** An action on an order raises its version, since the order's timeline shows it: one statement. */
    async record(action: RecordedAction): Promise<void> {
      await sql`
        with v as (
          update orders set version = version + 1, updated_at = now() where id = ${action.orderId}::uuid returning id
        )
        insert into operator_actions (id, operator, action, reason, order_id, process_id, job, subject)
        select ${action.id}, ${action.operator}, ${action.action}, ${action.reason}, (select id from v),
          ${action.processId}, ${action.job}, ${action.subject}`.execute(db)
    },
  }
}

export type OperatorActions = ReturnType<typeof createOperatorActions>
