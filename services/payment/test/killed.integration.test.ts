import { randomUUIDv7 } from 'node:crypto'
import { join } from 'node:path'
import type { Logger } from '@waybill/logger'
import { createDatabase, migrateDown, migrateToLatest } from '@waybill/postgres'
import { captureLog, createTestDatabase, startProgram, waitFor } from '@waybill/test-kit'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { hangs } from './support/answers.ts'
import { startOrderStub } from './support/order-stub.ts'
import { serviceKey } from './support/payment-fixture.ts'
import { eventOf, keyA, signedHeaders } from './support/signing.ts'
import { startWalletStub } from './support/wallet-stub.ts'

const main = join(import.meta.dirname, '../src/main.ts')
const logger = captureLog().logger as unknown as Logger

async function surroundings() {
  const [database, wallet, order] = [await createTestDatabase(), await startWalletStub(), await startOrderStub()]
  const { connectionString } = database
  const { db, stop } = createDatabase({ connectionString, applicationName: 'test', poolSize: 1, logger })
  onTestFinished(async () => {
    await Promise.all([stop(), wallet.stop(), order.stop()])
    await database.drop()
  })
  const environment = {
    PORT: '0',
    ConnectionStrings__payment: connectionString,
    services__order__http__0: order.url,
    services__ewallet__http__0: wallet.url,
    WAYBILL_SERVICE_KEYS: serviceKey,
    PAYMENT_WEBHOOK_SECRETS: keyA,
  }
  return { environment, wallet, order, query: (statement: string) => sql.raw(statement).execute(db), connectionString }
}

const amountMinor = 4_200

async function request(url: string) {
  const ids = { orderId: randomUUIDv7(), checkoutId: randomUUIDv7() }
  const answer = await fetch(`${url}/api/internal/v1/users/${randomUUIDv7()}/payments`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${serviceKey}`,
      'idempotency-key': ids.checkoutId,
    },
    body: JSON.stringify({ ...ids, amountMinor, currency: 'EUR' }),
  })
  expect(answer.status).toBe(202)
  const { paymentId } = (await answer.json()) as { paymentId: string }
  return { ...ids, paymentId }
}

async function succeed(url: string, paymentId: string) {
  const body = JSON.stringify(eventOf({ paymentId, amountMinor, currency: 'EUR' }, 'payment.succeeded'))
  const headers = { 'content-type': 'application/json', ...signedHeaders(body) }
  expect((await fetch(`${url}/api/v1/payments/webhook`, { method: 'POST', headers, body })).status).toBe(204)
}

describe('a process that was killed', () => {
  it('when submissions and confirmations were under way, the next one finishes them, each with one effect', {
    timeout: 60_000,
  }, async () => {
    const { environment, wallet, order, query } = await surroundings()
    await using first = await startProgram(main, environment)
    wallet.behave(amountMinor, { submit: [hangs] })
    const payments = await Promise.all(Array.from({ length: 8 }, () => request(first.url)))
    const submissions = () => payments.map(({ paymentId }) => wallet.submissions(paymentId).length)
    await waitFor(() => submissions().every((count) => count === 1), { what: 'all submissions under way' })
    await first.stop('SIGKILL')

    wallet.behaveAgain(amountMinor)
    await query('update payments set next_submit_at = now()')
    await using second = await startProgram(main, environment)
    await waitFor(() => payments.every(({ paymentId }) => wallet.payments.has(paymentId)), {
      what: 'all to be submitted',
    })
    for (const { orderId } of payments) order.answerWith(orderId, hangs)
    for (const { paymentId } of payments) await succeed(second.url, paymentId)
    const told = () => payments.map(({ orderId }) => order.told(orderId).length)
    await waitFor(() => told().every((count) => count === 1), { what: 'all confirmations under way' })
    await second.stop('SIGKILL')

    for (const { orderId } of payments) order.answerAgain(orderId)
    await query('update payment_confirmations set next_attempt_at = now()')
    await using third = await startProgram(main, environment)
    await waitFor(() => told().every((count) => count === 2), { what: 'all to be told again' })
    const facts = payments.map(
      ({ orderId }) => new Set(order.told(orderId).map(({ fact }) => JSON.stringify(fact))).size,
    )
    expect(facts).toEqual(payments.map(() => 1))
    const { rows } = await query(`select status, count(*) from payments group by status`)
    expect(rows).toEqual([{ status: 'succeeded', count: 8 }])
    await waitFor(
      async () => (await query('select 1 from payment_confirmations where delivered_at is null')).rows.length === 0,
      {
        what: 'all to be delivered',
      },
    )
    expect(await third.stop('SIGTERM')).toEqual([0, null])
  })
})

describe('the migrations', () => {
  it('when they are taken back, they can be applied again', async () => {
    const { connectionString } = await surroundings()
    const options = { connectionString, folder: join(import.meta.dirname, '../migrations'), logger }
    const applied = await migrateToLatest(options)
    expect(applied).toHaveLength(4)
    for (const name of applied.toReversed()) expect(await migrateDown(options)).toEqual([name])
    expect(await migrateToLatest(options)).toEqual(applied)
  })
})
