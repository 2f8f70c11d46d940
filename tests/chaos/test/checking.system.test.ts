import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { serverOf } from '../src/checking/host.ts'
import { type CheckingDatabase, check, invariants, keepEvidence, openEvidence } from '../src/checking/index.ts'
import { corruptions } from './support/corruptions/index.ts'
import { runHealthily } from './support/healthy-run.ts'

let run: Awaited<ReturnType<typeof runHealthily>>
let database: CheckingDatabase

beforeAll(async () => {
  run = await runHealthily()
  database = run.database
}, 180_000)
afterAll(() => run.host.remove())

/** What makes the exceptions in the queries count. */
const somethingOfEverything = [
  `ord.orders where status = 'created'`,
  `ord.checkouts group by order_id having count(*) > 1`,
  `ord.idempotency_keys where refusal is not null or answer_status = 202`,
  `pay.webhook_events where status = 'quarantined'`,
  `pay.webhook_events where deliveries > 1`,
  `wal.deliveries where variant = 'bad-signature'`,
  `ntf.emails where status = 'failed'`,
  `smtp.mails group by message_id having count(*) > 1`,
  `q.messages where dead_letter`,
  `ivc.effects`,
  `drv.tries where code = 'idempotency-key-reused'`,
  `drv.tries where operation = 'checkout' group by key having count(*) > 2`,
]

const idsOf = async (checked: CheckingDatabase) => (await check(checked)).map(({ invariant }) => invariant)

/** What the checker says of the database with this change, which does not stay. */
async function checkChanged(change: string) {
  await database.query('begin')
  try {
    await database.query(change)
    return await check(database)
  } finally {
    await database.query('rollback')
  }
}

describe('the checker of the chaos suite', () => {
  it('when the system is healthy, it finds no violation in a database that has something of everything', async () => {
    expect(await check(database)).toEqual([])
    for (const rows of somethingOfEverything) {
      expect((await database.query(`select 1 from ${rows} limit 1`)).length, rows).toBe(1)
    }
  })

  it('when an invariant is written, it has a corruption', () => {
    expect(
      invariants.map(({ id }) => id).filter((id) => !corruptions.some(({ invariant }) => invariant === id)),
    ).toEqual([])
  })

  it.each(corruptions)('when $what, $invariant finds it', async ({ invariant, sql, also = [] }) => {
    const violations = await checkChanged(sql)
    const found = violations.map((violation) => violation.invariant)
    expect(found.toSorted(), JSON.stringify(violations, null, 2)).toEqual([invariant, ...also].toSorted())
  })

  it('when the evidence of a failure is opened again, the same is found in it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'waybill-evidence-'))
    await database.query('begin')
    await database.query(`delete from drv.poisoned`)
    await keepEvidence(database, await check(database), folder)
    await database.query('rollback')
    const opened = await openEvidence(folder, serverOf(run.host))
    expect(await idsOf(opened)).toEqual(['L9'])
    await opened.drop()
    rmSync(folder, { recursive: true })
  })
})
