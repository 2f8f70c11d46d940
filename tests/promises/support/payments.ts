import { randomUUIDv7 } from 'node:crypto'
import type { WalletPayment } from '@waybill/contracts'
import type { System } from '@waybill/system-tests'
import { inParallel, waitFor } from '@waybill/test-kit'
import { countOf } from './query.ts'

/** So many payments as the e-wallet knows them: submitted, and undecided for as long as it waits. */
export async function submitPayments(system: System, count: number): Promise<WalletPayment[]> {
  await inParallel([...Array(count).keys()], 10, async () => {
    const ids = { orderId: randomUUIDv7(), checkoutId: randomUUIDv7() }
    await waitFor(async () => (await request(system, ids)).status === 202, {
      what: 'a payment',
      timeoutMs: 30_000,
    })
  })
  const open = `from payments where status = 'submitting'`
  const isSubmitted = async () => (await countOf(system.host, 'payment', open)) === 0
  await waitFor(isSubmitted, { what: 'all to be submitted', timeoutMs: 180_000, intervalMs: 500 })
  return (await system.call('e-wallet', '/control/journal')).body.payments
}

const request = (system: System, ids: { orderId: string; checkoutId: string }) =>
  system.call('payment', '/api/internal/v1/users/01900000-0000-7000-8000-000000000001/payments', {
    ...{ method: 'POST', headers: { 'idempotency-key': ids.checkoutId } },
    body: { ...ids, amountMinor: 1_099, currency: 'EUR' },
  })
