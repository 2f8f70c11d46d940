import { inTransaction, type Sql } from '@waybill/postgres'
import { sql } from 'kysely'
import { createPayments, type Payments } from './payments.ts'
import { createScenarios, type Scenarios } from './scenarios.ts'

export type Store = { payments: Payments; scenarios: Scenarios }

/** Runs the work in one transaction, for each reference one at a time, so that a repeat finds what the first one did. */
export function createIntake(db: Sql) {
  return <T>(merchantReference: string, work: (store: Store) => Promise<T>): Promise<T> =>
    inTransaction(db, async (trx) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${merchantReference}, 0))`.execute(trx)
      return work({ payments: createPayments(trx), scenarios: createScenarios(trx) })
    })
}

export type Intake = ReturnType<typeof createIntake>
