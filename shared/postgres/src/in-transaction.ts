import type { Kysely, Transaction } from 'kysely'
import { isTransactionConflict } from './database-errors.ts'

const tries = 3

/**
 * Runs the work in one READ COMMITTED transaction: all of it is committed, or nothing. After a serialization failure
 * (40001) or a deadlock (40P01) the whole work runs again, three times at most, so there must be nothing but SQL in it.
 */
export async function inTransaction<Tables, T>(
  db: Kysely<Tables>,
  work: (transaction: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (tried >= tries || !isTransactionConflict(error)) throw error
    }
  }
}
