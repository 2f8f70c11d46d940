import type { Behaviour } from '@waybill/contracts'
import { type Kysely, type RawBuilder, sql } from 'kysely'

export type Behaviours = ReturnType<typeof createBehaviours>

type Mode = Behaviour['mode']

/** How the next calls are answered. It is kept in the database, so that a killed process goes on as it was told. */
export function createBehaviours({ db }: { db: Kysely<unknown> }) {
  const modeBy = async (statement: RawBuilder<{ mode: Mode }>) => (await statement.execute(db)).rows[0]?.mode

  return {
    /** For the next `times` calls, then `ok` again; for ever when absent. */
    async set({ mode, times }: Behaviour): Promise<void> {
      await sql`update behaviour set mode = ${mode}, remaining = ${times ?? null}`.execute(db)
    },

    /** The mode of this call. Uses up one of the times for which it was set, also when many calls come at once. */
    async next(): Promise<Mode> {
      const limited = sql<{ mode: Mode }>`
        update behaviour set remaining = remaining - 1 where remaining > 0 returning mode`
      const standing = sql<{ mode: Mode }>`select mode from behaviour where remaining is null`
      return (await modeBy(limited)) ?? (await modeBy(standing)) ?? 'ok'
    },
  }
}
