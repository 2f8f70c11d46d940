import type { PendingScenario, WalletScenario } from '@waybill/contracts'
import { oneRow, type Sql } from '@waybill/postgres'
import { sql } from 'kysely'
import type { ScenarioName } from '../domain/deliveries.ts'
import type { Outcome } from '../domain/outcome.ts'

export type Turn = { scenario: ScenarioName; outcome: Outcome | null }

export function createScenarios(db: Sql) {
  return {
    async add({ scenario, outcome, match = {}, times = 1 }: WalletScenario): Promise<string> {
      const { merchantReference = null, amountMinor = null } = match
      const { rows } = await sql<{ id: string }>`
        insert into scenarios (scenario, outcome, merchant_reference, amount_minor, remaining)
        values (${scenario}, ${outcome ?? null}, ${merchantReference}, ${amountMinor}, ${times}) returning id`.execute(
        db,
      )
      return rows[0]?.id ?? ''
    },

    /** Those with turns left, in the order in which `take` uses them up. */
    async pending(): Promise<PendingScenario[]> {
      const { rows } = await sql<{ pending: PendingScenario }>`
        select json_strip_nulls(json_build_object('id', id, 'scenario', scenario, 'outcome', outcome, 'times', remaining,
          'match', json_build_object('merchantReference', merchant_reference, 'amountMinor', amount_minor))) as pending
        from scenarios where remaining > 0 order by id`.execute(db)
      return rows.map(({ pending }) => pending)
    },

    async clear(): Promise<void> {
      await sql`delete from scenarios`.execute(db)
    },

    /** Uses up one turn of the oldest scenario that fits. */
    take({ merchantReference, amountMinor }: { merchantReference: string; amountMinor: number }) {
      return oneRow(
        sql<Turn>`
          update scenarios set remaining = remaining - 1 where id = (
            select id from scenarios where remaining > 0
              and coalesce(merchant_reference, ${merchantReference}) = ${merchantReference}
              and coalesce(amount_minor, ${amountMinor}) = ${amountMinor}
            order by id limit 1 for update)
          returning scenario, outcome`,
        db,
      )
    },

    /** The turn with which an earlier request for this reference has failed. */
    failedTurn(merchantReference: string): Promise<Turn | undefined> {
      return oneRow(
        sql<Turn>`select scenario, outcome from failed_requests where merchant_reference = ${merchantReference}`,
        db,
      )
    },

    async fail(merchantReference: string, { scenario, outcome }: Turn): Promise<void> {
      await sql`
        insert into failed_requests (merchant_reference, scenario, outcome)
        values (${merchantReference}, ${scenario}, ${outcome})`.execute(db)
    },
  }
}

export type Scenarios = ReturnType<typeof createScenarios>
