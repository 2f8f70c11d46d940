import type { PaymentDetails, PaymentSummary } from '@waybill/contracts'
import { isoOrNull, oneRow, type Sql } from '@waybill/postgres'
import { type RawBuilder, sql } from 'kysely'
import { dated, operatorActions, type PaymentRow, paymentColumns, toPayment } from './rows.ts'

export type Action = { id: string; operator: string; reason: string }

type DetailsRow = PaymentRow & Pick<PaymentDetails, 'transitions' | 'confirmation' | 'operatorActions'>

export type PaymentFilter = {
  orderId?: string | undefined
  /** The provider has not decided. */
  unanswered?: boolean | undefined
  /** Its money does not fit, and nobody has acknowledged that. */
  flagged?: boolean | undefined
}

/** What operators look at and do. An action is recorded by the statement that does it. */
export function createOperations(db: Sql) {
  return {
    /** The payment with its history, if it is this user's. */
    async details(userId: string, paymentId: string): Promise<PaymentDetails | undefined> {
      const row = await oneRow(
        sql<DetailsRow>`
          select ${paymentColumns},
            (select coalesce(json_agg(json_build_object('at', at, 'version', version, 'from', from_status, 'to', to_status,
                'cause', cause, 'causeId', cause_id) order by version), '[]')
              from payment_transitions where payment_id = p.id) as transitions,
            (select json_build_object('outcome', outcome, 'attempts', attempts, 'deliveredAt', delivered_at,
                'applied', applied) from payment_confirmations where payment_id = p.id) as confirmation,
            ${operatorActions('payment_id = p.id')}
          from payments p where p.id = ${paymentId} and p.user_id = ${userId}`,
        db,
      )
      return row && toDetails(row)
    },

    /** Newest first. `total` stops at 1,001. */
    async page(
      filter: PaymentFilter,
      limit: number,
      offset: number,
    ): Promise<{ total: number; data: PaymentSummary[] }> {
      const which = sql`
        where ${filter.orderId ? sql`p.order_id = ${filter.orderId}` : sql`true`}
          and ${matching(unanswered, filter.unanswered)} and ${matching(flagged, filter.flagged)}`
      const { rows } = await sql<PaymentRow>`
        select ${paymentColumns} from payments p ${which}
        order by p.created_at desc, p.id desc limit ${limit} offset ${offset}`.execute(db)
      const counted = await oneRow(
        sql<{
          total: number
        }>`select count(*)::int as total from (select 1 from payments p ${which} limit 1001) counted`,
        db,
      )
      return { total: counted?.total ?? 0, data: rows.map(toPayment) }
    },

    /** Nothing when the payment is not flagged, or somebody was quicker. */
    async acknowledge(paymentId: string, action: Action): Promise<PaymentSummary | undefined> {
      const row = await oneRow(
        sql<PaymentRow>`
          with p as (
            update payments set acknowledged_at = now(), version = version + 1, updated_at = now()
            where id = ${paymentId} and flag is not null and acknowledged_at is null returning *
          ), a as (
            insert into operator_actions (id, operator, action, reason, payment_id)
            select ${action.id}, ${action.operator}, 'acknowledge-payment', ${action.reason}, id from p
          )
          select ${paymentColumns} from p`,
        db,
      )
      return row && toPayment(row)
    },

    /** Makes a waiting or quarantined event due now, or has it ignored for good; false when it is neither. */
    async decideWebhook(id: string, decision: 'reapply' | 'dismiss', action: Action): Promise<boolean> {
      const change =
        decision === 'reapply'
          ? sql`status = 'received', reason = null, next_attempt_at = now()`
          : sql`status = 'ignored', reason = 'dismissed by an operator', next_attempt_at = null`
      const row = await oneRow(
        sql`
          with e as (
            update webhook_events set ${change}
            where id = ${id} and status in ('waiting_for_payment', 'quarantined') returning id, merchant_reference
          )
          insert into operator_actions (id, operator, action, reason, webhook_event_id, payment_id)
          select ${action.id}, ${action.operator}, ${`${decision}-webhook`}, ${action.reason}, e.id, p.id
          from e left join payments p on p.id = e.merchant_reference returning 1`,
        db,
      )
      return row !== undefined
    },
  }
}

export type Operations = ReturnType<typeof createOperations>

/** As the partial indexes of migration 001 say it, so that they serve. */
const unanswered = sql`(p.status in ('submitting', 'pending'))`
const flagged = sql`(p.flag is not null and p.acknowledged_at is null)`

const matching = (condition: RawBuilder<unknown>, wanted: boolean | undefined) =>
  wanted === undefined ? sql`true` : wanted ? condition : sql`not ${condition}`

function toDetails({ transitions, confirmation, operatorActions, ...row }: DetailsRow): PaymentDetails {
  return {
    ...toPayment(row),
    transitions: transitions.map(dated),
    confirmation: confirmation && { ...confirmation, deliveredAt: isoOrNull(confirmation.deliveredAt) },
    operatorActions: operatorActions.map(dated),
  }
}
