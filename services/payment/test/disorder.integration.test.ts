import { join } from 'node:path'
import type { WalletPayment, WalletScenario } from '@waybill/contracts'
import { createTestDatabase, freePort, startProgram, waitFor } from '@waybill/test-kit'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Requested, startPaymentFixture } from './support/payment-fixture.ts'
import { keyA } from './support/signing.ts'

const scenarios: (WalletScenario['scenario'] | 'none')[] = [
  ...(['duplicate', 'out-of-order', 'early', 'late', 'never', 'bad-signature', 'stale-timestamp'] as const),
  ...(['contradictory', 'error-then-success', 'none'] as const),
]

/** The e-wallet itself as the provider, and this service as its merchant. */
async function startBoth() {
  const [database, port, walletPort] = [await createTestDatabase(), await freePort(), await freePort()]
  const eWallet = await startProgram(join(import.meta.dirname, '../../../mocks/e-wallet/src/main.ts'), {
    PORT: String(walletPort),
    ConnectionStrings__ewallet: database.connectionString,
    WEBHOOK_URL: `http://127.0.0.1:${port}/api/v1/payments/webhook`,
    PAYMENT_WEBHOOK_SECRETS: keyA,
    WEBHOOK_DELAY_MIN_MS: '100',
    WEBHOOK_DELAY_MAX_MS: '600',
    WEBHOOK_LATE_MS: '1500',
    WEBHOOK_LONGEST_PAUSE_MS: '500',
  })
  const payment = await startPaymentFixture({
    PORT: String(port),
    services__ewallet__http__0: eWallet.url,
    RECONCILE_SCHEDULE_SECONDS: '3,1',
  })
  onTestFinished(async () => {
    await payment.stop()
    await eWallet[Symbol.asyncDispose]()
    await database.drop()
  })
  const add = (scenario: object) =>
    fetch(`${eWallet.url}/control/scenarios`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(scenario),
    })
  const journal = async (): Promise<WalletPayment[]> =>
    ((await (await fetch(`${eWallet.url}/control/journal`)).json()) as { payments: WalletPayment[] }).payments
  return { payment, add, journal }
}

describe('with a provider in disorder', () => {
  it('when every scenario comes for many payments at once, all end once and as the provider says', async () => {
    const { payment, add, journal } = await startBoth()
    const wanted = scenarios.flatMap((scenario, index) =>
      [1_099, 1_011, 2_099].map((amount) => ({
        scenario,
        request: payment.newRequest({ amountMinor: amount + index * 10_000 }),
      })),
    )
    for (const { scenario, request } of wanted) {
      if (scenario !== 'none') await add({ scenario, match: { amountMinor: request.amountMinor } })
    }
    const asked: Requested[] = await Promise.all(
      wanted.map(async ({ request }) => ({ ...request, paymentId: (await payment.send(request)).body.paymentId })),
    )
    const stateOf = async (each: Requested) => (await payment.read(each)).status
    await waitFor(
      async () => {
        const states = await Promise.all(asked.map(stateOf))
        return states.every((state) => state === 'succeeded' || state === 'failed')
      },
      { what: 'all to be settled', timeoutMs: 18_000, intervalMs: 100 },
    )

    const theirs = new Map((await journal()).map((each) => [each.merchantReference, each]))
    expect(theirs.size).toBe(asked.length)
    for (const each of asked) {
      const outcome = each.amountMinor % 100 === 11 ? 'failed' : 'succeeded'
      expect(theirs.get(each.paymentId)).toMatchObject({ status: outcome, amountMinor: each.amountMinor })
      expect(await stateOf(each)).toBe(outcome)
      await waitFor(() => payment.order.told(each.orderId).length === 1, { what: 'order to be told' })
      expect(payment.order.told(each.orderId)).toMatchObject([{ fact: { outcome } }])
    }
    const open = () => payment.query(`select 1 from webhook_events where status in ('received', 'waiting_for_payment')`)
    await waitFor(async () => (await open()).length === 0, { what: 'all events to be done', timeoutMs: 10_000 })
    const quarantined = await payment.query<{ event_type: string }>(
      `select event_type from webhook_events where status = 'quarantined'`,
    )
    expect(quarantined.every(({ event_type: type }) => type === 'payment.failed')).toBe(true)
    expect(quarantined.length).toBeLessThanOrEqual(2) // the contradictions of the two that succeeded
  })
})
