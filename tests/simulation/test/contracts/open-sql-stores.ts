import { join } from 'node:path'
import { createIdempotencyKeys } from '@waybill/idempotency'
import { createOutboxRows } from '@waybill/outbox'
import { createDatabase } from '@waybill/postgres'
import { createTestDatabase } from '@waybill/test-kit'
import { sql } from 'kysely'
import { createEmails } from '../../../../services/notification/src/repositories/emails.ts'
import { createJobReports } from '../../../../services/notification/src/repositories/job-reports.ts'
import { createSending } from '../../../../services/notification/src/repositories/sending.ts'
import { createCheckouts } from '../../../../services/order/src/repositories/checkouts.ts'
import { createJobs } from '../../../../services/order/src/repositories/jobs.ts'
import { createOrders } from '../../../../services/order/src/repositories/orders.ts'
import { createPaymentFacts } from '../../../../services/order/src/repositories/payment-facts.ts'
import { createProcesses } from '../../../../services/order/src/repositories/processes.ts'
import { createConfirmations } from '../../../../services/payment/src/repositories/confirmations.ts'
import { createKeyedRequests } from '../../../../services/payment/src/repositories/keyed-requests.ts'
import { createPayments } from '../../../../services/payment/src/repositories/payments.ts'
import { createReconciliations } from '../../../../services/payment/src/repositories/reconciliations.ts'
import { createSettlements } from '../../../../services/payment/src/repositories/settlements.ts'
import { createWebhookEvents } from '../../../../services/payment/src/repositories/webhook-events.ts'
import { silent } from '../../src/services/silent.ts'
import type { Stores } from './stores.ts'

type Service = Awaited<ReturnType<typeof openService>>
type Db = Service['db']

/** The repositories of production on a real PostgreSQL. */
export async function openSqlStores(): Promise<Stores> {
  const [order, payment, notification] = await Promise.all([
    openService('order'),
    openService('payment'),
    openService('notification'),
  ])
  const all = [order, payment, notification]
  return {
    order: orderOf(order.db),
    payment: paymentOf(payment.db),
    notification: {
      emails: createEmails(notification.db),
      sending: createSending(notification.db),
      reports: createJobReports(notification.db),
    },
    elapse: async (seconds) => void (await Promise.all(all.map((service) => service.elapse(seconds)))),
    forget: async () => void (await Promise.all(all.map((service) => service.forget()))),
    close: async () => void (await Promise.all(all.map((service) => service.close()))),
  }
}

const orderOf = (db: Db): Stores['order'] => ({
  orders: createOrders(db),
  checkouts: createCheckouts(db),
  facts: createPaymentFacts(db),
  jobs: createJobs(db),
  processes: createProcesses(db),
  outbox: createOutboxRows({ db }),
  keys: createIdempotencyKeys({ db }),
})

const paymentOf = (db: Db): Stores['payment'] => ({
  payments: createPayments(db),
  settlements: createSettlements(db),
  confirmations: createConfirmations(db),
  reconciliations: createReconciliations(db),
  events: createWebhookEvents(db),
  keyedRequests: createKeyedRequests({ keys: createIdempotencyKeys({ db }) }),
})

async function openService(service: string) {
  const { connectionString, drop } = await createTestDatabase()
  const database = createDatabase({ connectionString, applicationName: 'test', poolSize: 2, logger: silent })
  await database.migrateToLatest(join(import.meta.dirname, '../../../../services', service, 'migrations'))
  const { db } = database
  const columns = await timeColumnsOf(db)
  const inOneStatement = (statements: string[]) => sql.raw(`do $$ begin ${statements.join('; ')}; end $$`).execute(db)
  const emptied = [...columns.keys()].map((table) => `delete from "${table}"`)
  return {
    db,
    /** Whatever lies in a table lies so much further back. */
    async elapse(seconds: number) {
      const shifted = (name: string) => `"${name}" = "${name}" - interval '${seconds} s'`
      const withTimes = [...columns].filter(([, names]) => names.length > 0)
      await inOneStatement(withTimes.map(([table, names]) => `update "${table}" set ${names.map(shifted).join(', ')}`))
    },
    /** Without its foreign keys, for they would want an order. */
    forget: () => inOneStatement(['set local session_replication_role = replica', ...emptied]),
    async close() {
      await database.stop()
      await drop()
    },
  }
}

/** All but what the provider says: that is no deadline of ours. */
async function timeColumnsOf(db: Db): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ table: string; names: string[] }>`
    select table_name as "table",
      array_agg(column_name::text) filter (
        where data_type = 'timestamp with time zone' and column_name <> 'occurred_at') as names
    from information_schema.columns where table_schema = 'public' and table_name not like 'kysely%'
    group by table_name`.execute(db)
  return new Map(rows.map(({ table, names }) => [table, names ?? []]))
}
