import { randomUUIDv7 } from 'node:crypto'
import { join } from 'node:path'
import { createLogger } from '@waybill/logger'
import { migrateDown, migrateToLatest } from '@waybill/postgres'
import { createTestDatabase, startProgram, waitFor } from '@waybill/test-kit'
import { describe, expect, it, onTestFinished } from 'vitest'
import { secret, startMerchantStub } from './support/merchant-stub.ts'

const main = join(import.meta.dirname, '../src/main.ts')

/** What processes of the e-wallet are started with, one after the other, on one database. */
async function environmentOf() {
  const [database, merchant] = [await createTestDatabase(), await startMerchantStub()]
  onTestFinished(async () => {
    await merchant.stop()
    await database.drop()
  })
  const environment = (delayMs: number): Record<string, string> => ({
    PORT: '0',
    ConnectionStrings__ewallet: database.connectionString,
    WEBHOOK_URL: merchant.url,
    PAYMENT_WEBHOOK_SECRETS: secret,
    WEBHOOK_DELAY_MIN_MS: String(delayMs),
    WEBHOOK_DELAY_MAX_MS: String(delayMs),
    WEBHOOK_LONGEST_PAUSE_MS: '500',
  })
  return { environment, merchant, connectionString: database.connectionString }
}

async function pay(url: string, amountMinor: number, merchantReference = randomUUIDv7() as string): Promise<string> {
  const answer = await fetch(`${url}/api/payment/payment-requests`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': merchantReference },
    body: JSON.stringify({ merchantReference, amountMinor, currency: 'EUR' }),
  })
  expect(answer.status).toBe(202)
  return merchantReference
}

async function deliveriesOf(url: string): Promise<unknown[]> {
  const journal = (await (await fetch(`${url}/control/journal`)).json()) as { deliveries: unknown[] }
  return journal.deliveries
}

describe('a process that was killed', () => {
  it('when it had taken payments and decided none, the next one decides them and tells the merchant', async () => {
    const { environment, merchant } = await environmentOf()
    await using killed = await startProgram(main, environment(1_000))
    const references = await Promise.all(Array.from({ length: 10 }, () => pay(killed.url, 1_099)))
    await killed.stop('SIGKILL')
    expect(references.flatMap(merchant.receivedFor)).toEqual([])

    await using next = await startProgram(main, environment(0))
    await waitFor(() => references.every((each) => merchant.receivedFor(each).length === 1), { what: 'all webhooks' })
    expect(await next.stop('SIGTERM')).toEqual([0, null])
  })

  it('when its webhook was not acknowledged, the next one sends it again under the same id', async () => {
    const { environment, merchant } = await environmentOf()
    await using killed = await startProgram(main, environment(0))
    const reference = randomUUIDv7()
    merchant.answer(reference, Array(100).fill(503))
    await pay(killed.url, 1_011, reference)
    await waitFor(async () => (await deliveriesOf(killed.url)).length > 0, { what: 'a delivery in the journal' })
    await killed.stop('SIGKILL')

    const before = merchant.receivedFor(reference).length
    merchant.answer(reference, [])
    await using next = await startProgram(main, environment(0))
    const webhooks = await waitFor(
      () => {
        const received = merchant.receivedFor(reference)
        return received.length > before ? received : undefined
      },
      { what: 'the webhook again', timeoutMs: 15_000 },
    )
    expect(new Set(webhooks.map(({ id }) => id)).size).toBe(1)
    expect(await next.stop('SIGTERM')).toEqual([0, null])
  })
})

describe('the migrations', () => {
  it('when they are taken back, they can be applied again', async () => {
    const { connectionString } = await environmentOf()
    const logger = createLogger({ name: 'e-wallet', level: 'silent' })
    const options = { connectionString, folder: join(import.meta.dirname, '../migrations'), logger }
    expect(await migrateToLatest(options)).toEqual(['001-journal'])
    expect(await migrateDown(options)).toEqual(['001-journal'])
    expect(await migrateToLatest(options)).toEqual(['001-journal'])
  })
})
