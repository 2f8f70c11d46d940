import type { Kysely } from 'kysely'
import type { Behaviour } from '../domain/behaviour.ts'
import type { Tables } from './tables.ts'

export type Behaviours = ReturnType<typeof createBehaviours>

/** How mails are to be answered. Durable, so that a fault outlives a killed mailbox. */
export function createBehaviours({ db }: { db: Kysely<Tables> }) {
  return {
    /** `times` undefined: until it is cleared. */
    async add(behaviour: Behaviour, times: number | undefined): Promise<void> {
      const { id, mode, share, matchTo } = behaviour
      await db
        .insertInto('behaviours')
        .values({ id, mode, share, times_left: times ?? null, match_to: matchTo ?? null })
        .execute()
    },

    async clear(): Promise<void> {
      await db.deleteFrom('behaviours').execute()
    },

    /** Those not used up, newest first. */
    async list(): Promise<Behaviour[]> {
      const rows = await db
        .selectFrom('behaviours')
        .selectAll()
        .where((where) => where.or([where('times_left', 'is', null), where('times_left', '>', 0)]))
        .orderBy('seq', 'desc')
        .execute()
      return rows.map((row) => ({ id: row.id, mode: row.mode, share: row.share, matchTo: row.match_to ?? undefined }))
    },

    /** Uses it once; false when others have used it up meanwhile. */
    async spend(id: string): Promise<boolean> {
      const spent = await db
        .updateTable('behaviours')
        .set((column) => ({ times_left: column('times_left', '-', 1) }))
        .where('id', '=', id)
        .where((where) => where.or([where('times_left', 'is', null), where('times_left', '>', 0)]))
        .executeTakeFirst()
      return spent.numUpdatedRows > 0n
    },
  }
}
