import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createLogger } from '@waybill/logger'
import { createDatabase } from '@waybill/postgres'
import { createTestDatabase, startOrderStub, waitFor } from '@waybill/test-kit'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { keyOf, newRequest } from './support/notification-fixture.ts'
import { raiseMailbox } from './support/raise-mailbox.ts'

const main = join(import.meta.dirname, '../src/main.ts')
const serviceKey = 'a-service-key-for-tests'
const kills = 2
const sentAtOnce = 5

describe('a notification service that is killed', { timeout: 60_000 }, () => {
  it('when it is killed while it sends, every accepted e-mail is sent and reported, and repeats are few', async () => {
    const world = await startWorld()
    const accepted: string[] = []
    for (let kill = 1; kill <= kills; kill++) {
      const { child, port } = await world.startService()
      const before = (await world.mailbox.journal()).length
      accepted.push(...(await Promise.all(Array.from({ length: 20 }, () => send(port, newRequest())))))
      await waitFor(async () => (await world.mailbox.journal()).length > before, { what: 'mails on their way' })
      await world.kill(child)
    }
    const { child } = await world.startService()
    const told = () => new Set(world.order.reports.map(({ reference }) => reference))
    await waitFor(() => told().size === accepted.length, { what: 'a report for each', timeoutMs: 20_000 })

    expect([...told()].toSorted()).toEqual(accepted.toSorted())
    const sent = (await world.mailbox.journal()).map(({ messageId }) => messageId)
    expect([...new Set(sent)].toSorted()).toEqual(accepted.map((id) => `${id}@waybill.test`).toSorted())
    expect(sent.length - accepted.length).toBeLessThanOrEqual(kills * sentAtOnce)
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
    await world.stop()
  })
})

async function send(port: number, { userId, ...body }: ReturnType<typeof newRequest>): Promise<string> {
  const url = `http://127.0.0.1:${port}/api/internal/v1/users/${userId}/emails/send`
  const json = { 'content-type': 'application/json', authorization: `Bearer ${serviceKey}` }
  const headers = { ...json, 'idempotency-key': keyOf(body) }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  expect(answer.status).toBe(202)
  return ((await answer.json()) as { emailId: string }).emailId
}

async function startWorld() {
  const [database, mailbox, order] = await Promise.all([createTestDatabase(), raiseMailbox(), startOrderStub()])
  const children: ChildProcess[] = []
  const logger = createLogger({ name: 'killer', level: 'silent' })
  const { connectionString } = database
  const { db, stop: stopDatabase } = createDatabase({ connectionString, applicationName: 'killer', logger })

  async function startService() {
    const env = {
      ...{ PORT: '0', WAYBILL_SERVICE_KEYS: serviceKey, POLL_MS: '20' },
      ConnectionStrings__notification: connectionString,
      services__order__http__0: order.url,
      services__mailbox__smtp__0: `smtp://127.0.0.1:${mailbox.smtpPort}`,
    }
    const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    children.push(child)
    let listening = 0
    for await (const line of createInterface({ input: child.stdout })) {
      const { msg, port } = JSON.parse(line)
      if (msg === 'listening') listening = port
      if (msg === 'started') break
    }
    child.stdout.resume()
    return { child, port: listening }
  }

  return {
    ...{ mailbox, order, startService },
    /** Its claims would hold for 30 s more: it is dead, so they may end now. */
    async kill(child: ChildProcess) {
      child.kill('SIGKILL')
      await once(child, 'exit')
      await sql`update emails set next_attempt_at = now() where status = 'sending'`.execute(db)
      await sql`update job_reports set next_attempt_at = now() where delivered_at is null`.execute(db)
    },
    async stop() {
      for (const child of children) child.kill('SIGKILL')
      await Promise.all([stopDatabase(), mailbox.stop(), order.stop()])
      await database.drop()
    },
  }
}
