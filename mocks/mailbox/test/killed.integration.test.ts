import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { MailMessages } from '@waybill/contracts'
import { createTestDatabase, type TestDatabase } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Journal, readJson, transportTo } from './raise-mailbox.ts'

const main = join(import.meta.dirname, '../src/main.ts')
const rounds = 3
const mailsPerRound = 12

describe('a mailbox that is killed', { timeout: 60_000 }, () => {
  let database: TestDatabase
  const children: ChildProcess[] = []
  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL')
    await database.drop()
  })

  it('when it is killed while mails arrive, every mail that was answered with 250 is there', async () => {
    const answered: string[] = []
    for (let round = 0; round < rounds; round++) answered.push(...(await sendUntilKilled(round)))
    expect(answered.length).toBeGreaterThanOrEqual(rounds)

    const { httpPort } = await startMailbox()
    const journal = await readJson<Journal>(`http://127.0.0.1:${httpPort}/control/journal`)
    const kept = journal.data.map(({ messageId }) => messageId)
    expect(kept).toEqual(expect.arrayContaining(answered))
    const { messages } = await readJson<MailMessages>(`http://127.0.0.1:${httpPort}/api/v1/messages?limit=1000`)
    expect(messages.map(({ MessageID }) => MessageID).sort()).toEqual(kept.sort())
  })

  it('when it is told to stop, it ends with 0', async () => {
    const { child } = await startMailbox()
    child.kill('SIGTERM')
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  async function sendUntilKilled(round: number): Promise<string[]> {
    const { child, smtpPort } = await startMailbox()
    const answered: string[] = []
    const sendings = Array.from({ length: mailsPerRound }, async (_, n) => {
      const messageId = `${round}-${n}@waybill.test`
      await transportTo(smtpPort).sendMail({
        from: 'shop@waybill.test',
        to: 'jose@example.test',
        messageId: `<${messageId}>`,
        text: 'x',
      })
      answered.push(messageId)
      if (answered.length > round) child.kill('SIGKILL')
    })
    await Promise.allSettled(sendings)
    return answered
  }

  async function startMailbox() {
    const env = { ConnectionStrings__mailbox: database.connectionString, PORT: '0', SMTP_PORT: '0' }
    const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    children.push(child)
    const ports: Record<string, number> = {}
    for await (const line of createInterface({ input: child.stdout })) {
      const { msg, port } = JSON.parse(line)
      if (port) ports[msg] = port
      if (msg === 'started') break
    }
    child.stdout.resume()
    return { child, smtpPort: Number(ports['listening for mail']), httpPort: Number(ports.listening) }
  }
})
