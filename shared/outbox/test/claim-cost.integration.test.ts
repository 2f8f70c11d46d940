import { type CompiledQuery, sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createOutboxDatabase, type OutboxDb, writeMany } from './outbox-database.ts'
import { createTestRelay, createTopic } from './test-relay.ts'

type PlanNode = {
  'Node Type': string
  'Index Name'?: string
  'Index Cond'?: string
  'Actual Rows': number
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  Plans?: PlanNode[]
}

let outbox: Awaited<ReturnType<typeof createOutboxDatabase>>
let claims: CompiledQuery[]
let db: OutboxDb
beforeAll(async () => {
  outbox = await createOutboxDatabase()
  db = outbox.connect(({ query }) => void (query.sql.includes('skip locked') && claims.push(query)))
})
beforeEach(async () => {
  claims = []
  await outbox.clear()
})
afterAll(() => outbox.drop())

/** What PostgreSQL does for the last claim, with some of its values replaced. Rolled back: it claims nothing. */
async function planOfLastClaim(replace: (value: unknown) => unknown = (value) => value): Promise<PlanNode> {
  const { sql: text, parameters } = claims.at(-1) as CompiledQuery
  const client = await outbox.db.startTransaction().execute()
  const explained = { sql: `explain (analyze, buffers, format json) ${text}`, parameters: parameters.map(replace) }
  const { rows } = await client.executeQuery<{ 'QUERY PLAN': { Plan: PlanNode }[] }>({
    ...(claims.at(-1) as CompiledQuery),
    ...explained,
  })
  await client.rollback().execute()
  return rows[0]?.['QUERY PLAN'][0]?.Plan as PlanNode
}

const allNodes = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(allNodes)]
const dueScan = (plan: PlanNode) => allNodes(plan).find((node) => node['Index Name'] === 'outbox_due') as PlanNode
const blocksOf = (node: PlanNode) => node['Shared Hit Blocks'] + node['Shared Read Blocks']

describe('cost of a claim', () => {
  it('when a snapshot is held open elsewhere, it does not visit the rows that were published since', async () => {
    const report = await outbox.db.startTransaction().setIsolationLevel('repeatable read').execute()
    await sql`select count(*) from outbox`.execute(report)

    const topic = createTopic()
    const { relayAll, advance } = createTestRelay(db, topic.publish)
    for (let i = 0; i < 40; i++) {
      await writeMany(outbox.db, 100)
      advance(5_000)
      await relayAll()
    }
    expect(topic.sent).toHaveLength(4_000)
    const bounded = dueScan(await planOfLastClaim())
    const unbounded = dueScan(await planOfLastClaim((value) => (typeof value === 'number' && value > 100 ? 0 : value)))
    await report.rollback().execute()

    expect(bounded['Index Cond']).toMatch(/next_attempt_at <= now\(\).*seq >= /)
    expect(blocksOf(unbounded)).toBeGreaterThan(10 * blocksOf(bounded))
  })

  it('when 20,000 events wait and the planner knows nothing of them, it reads only those that it claims', async () => {
    await writeMany(outbox.db, 20_000)
    await createTestRelay(db, createTopic().publish).relayOnce()
    const plan = await planOfLastClaim()
    expect(dueScan(plan)['Actual Rows']).toBe(100)
    expect(blocksOf(plan)).toBeLessThan(5_000)
  })
})
