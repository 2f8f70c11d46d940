import type { Violation } from '../evidence.ts'
import type { CheckingDatabase } from './checking-database.ts'
import { invariants } from './invariants/index.ts'

const namedAtMost = 50

/** Every invariant that does not hold, with the first 50 rows that name why. None: all is well. */
export async function check(database: Pick<CheckingDatabase, 'query'>): Promise<Violation[]> {
  const violations: Violation[] = []
  for (const { id, sql } of invariants) {
    const rows = await database.query(`select * from (${sql}) culprit limit ${namedAtMost}`)
    if (rows.length > 0) violations.push({ invariant: id, rows })
  }
  return violations
}
