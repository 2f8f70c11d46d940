import { randomUUIDv7 } from 'node:crypto'
import { join } from 'node:path'
import { createLogger } from '@waybill/logger'
import { createDatabase } from '@waybill/postgres'
import { createTestDatabase } from '@waybill/test-kit'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emailMoves } from '../src/domain/email.ts'
import { createEmailLog } from '../src/repositories/email-log.ts'
import { createEmails } from '../src/repositories/emails.ts'
import { createSending } from '../src/repositories/sending.ts'
import { newRequest } from './support/notification-fixture.ts'

type Move = { from: keyof typeof emailMoves; to: string }
type Report = { attempt: number; status: string; note: string | null; reference: string | null }
type Row = { id: string; status: string; attempt: number; sent_at: Date | null; age: number; tries: number }

describe('an e-mail that everything happens to, in any order', () => {
  let parts: Awaited<ReturnType<typeof openParts>>
  beforeAll(async () => {
    parts = await openParts()
  })
  afterAll(() => parts.stop())

  const step = fc.oneof(
    fc.constant({ do: 'claim' } as const),
    fc.constant({ do: 'lapse' } as const),
    fc.record({ do: fc.constantFrom('sent', 'failed', 'postpone'), claim: fc.nat(2) }),
    fc.record({ do: fc.constant('ask'), attempt: fc.integer({ min: 1, max: 3 }) }),
    fc.constant({ do: 'resend' } as const),
  )

  it('when its steps are drawn by chance, it makes only allowed moves and its job ends once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 20 }), async (steps) => {
        const id = await parts.queue()
        const claims: { id: string; claimedBy: string }[] = []
        for (const taken of steps) await parts.take(taken, id, claims)
        const { row, moves, reports } = await parts.end(id)
        for (const { from, to } of moves) expect(emailMoves[from]).toContain(to)
        const firstSuccess = reports.findIndex(({ status }) => status === 'succeeded')
        const afterSuccess = firstSuccess < 0 ? [] : reports.slice(firstSuccess)
        expect(afterSuccess.every(({ status, reference }) => status === 'succeeded' && reference === id)).toBe(true)
        expect(row.sent_at !== null).toBe(firstSuccess >= 0)
        const attempts = reports.map(({ attempt }) => attempt)
        expect(attempts).toEqual(attempts.toSorted((a, b) => a - b))
        if (['sent', 'failed'].includes(row.status)) expect(attempts.at(-1)).toBe(row.attempt)
      }),
      { numRuns: 60 },
    )
  })
})

type Step = { do: string; claim?: number; attempt?: number }

async function openParts() {
  const testDatabase = await createTestDatabase()
  const logger = createLogger({ name: 'moves', level: 'silent' })
  const { connectionString } = testDatabase
  const database = createDatabase({ connectionString, applicationName: 'moves', logger })
  const { db } = database
  await database.migrateToLatest(join(import.meta.dirname, '../migrations'))
  await sql.raw(recordMoves).execute(db)
  const [emails, sending, log] = [createEmails(db), createSending(db), createEmailLog(db)]

  const answer = (claim: { id: string; claimedBy: string }, step: string) =>
    step === 'postpone' ? sending.postpone(claim, '451', 0) : sending.decide(claim, step as 'sent' | 'failed', '250')

  return {
    async queue() {
      const { userId, ...request } = newRequest()
      const id = randomUUIDv7()
      const keys = {
        scope: userId,
        idempotencyKey: id,
        requestHash: '',
        messageId: id,
        subject: '',
        traceparent: undefined,
      }
      await emails.insert({ id, userId, request: request as never, ...keys })
      return id
    },
    async take(step: Step, id: string, claims: { id: string; claimedBy: string }[]) {
      const claim = claims.at(-1 - (step.claim ?? 0))
      if (step.do === 'claim') claims.push(...(await sending.claim(1, randomUUIDv7())))
      else if (step.do === 'lapse') await sql`update emails set next_attempt_at = now() where id = ${id}`.execute(db)
      else if (step.do === 'ask') await emails.askAgain({ id, attempt: step.attempt ?? 1, traceparent: undefined })
      else if (step.do === 'resend') await log.resend(resendOf(id))
      else if (claim) {
        const held = await answer(claim, step.do)
        if (claim !== claims.at(-1)) expect(held, 'a claim that was taken over').toBe(false)
      }
    },
    /** What became of it; then it is out of the way of the next one. */
    async end(id: string) {
      const read = async <T>(table: string, key: string) =>
        (await sql.raw<T>(`select * from ${table} where ${key} = '${id}' order by 1`).execute(db)).rows
      const [row] = await read<Row>('emails', 'id')
      const moves = await read<Move>('moves', 'email_id')
      const reports = await read<Report>('job_reports', 'email_id')
      await sql`update emails set next_attempt_at = 'infinity' where id = ${id}`.execute(db)
      return { row: row as Row, moves, reports }
    },
    async stop() {
      await database.stop()
      await testDatabase.drop()
    },
  }
}

const resendOf = (emailId: string) => ({
  ...{ emailId, actionId: randomUUIDv7(), operator: 'o', reason: 'r', idempotencyKey: randomUUIDv7() },
  traceparent: undefined,
})

const recordMoves = `
  create table moves (id bigint generated always as identity, email_id uuid, "from" text, "to" text);
  create function record_move() returns trigger language plpgsql as $$
    begin insert into moves (email_id, "from", "to") values (new.id, old.status, new.status); return null; end $$;
  create trigger record_move after update of status on emails for each row
    when (old.status is distinct from new.status) execute function record_move()`
