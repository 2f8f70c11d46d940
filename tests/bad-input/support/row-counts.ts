import { setTimeout as pause } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { System } from './start-system.ts'

type Counts = Record<string, number>
type Growth = Record<string, number>

const looksApartMs = 1_000
const looksAtMost = 60
/** A sweeper may write beside what is looked at, but hardly every time. */
const timesAtMost = 3

/** By how many rows each table grows each time that `work` is done; nothing where one time left none behind. */
export async function rowsLeftBehind({ tables }: System, work: () => Promise<void>): Promise<Growth> {
  let growth: Growth = {}
  for (let time = 1; time <= timesAtMost; time += 1) {
    const before = await countsAtRest(tables)
    await work()
    growth = grownBy(before, await countsAtRest(tables))
    if (Object.keys(growth).length === 0) break
  }
  return growth
}

/** Once they have stopped to change. Throws when they do not. */
export async function countsAtRest(tables: System['tables']): Promise<Counts> {
  let before: Counts | undefined
  for (let look = 1; look <= looksAtMost; look += 1) {
    const now = countsOf(await tables.read())
    if (isDeepStrictEqual(now, before)) return now
    before = now
    await pause(looksApartMs)
  }
  throw new Error(`the tables did not come to rest in ${looksAtMost} looks`)
}

const countsOf = (contents: Record<string, string>): Counts =>
  Object.fromEntries(Object.entries(contents).map(([table, said]) => [table, Number.parseInt(said, 10)]))

const grownBy = (before: Counts, after: Counts): Growth =>
  Object.fromEntries(
    Object.entries(after)
      .map(([table, rows]) => [table, rows - (before[table] ?? 0)] as const)
      .filter(([, rows]) => rows > 0),
  )
