import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ListedPayment } from '../src/domain/comparison.ts'
import { createPayments } from '../src/repositories/payments.ts'
import { createReconciliations } from '../src/repositories/reconciliations.ts'
import { createCompareWithProvider } from '../src/use-cases/compare-with-provider.ts'
import { type PaymentFixture, type Requested, startPaymentFixture } from './support/payment-fixture.ts'

let payment: PaymentFixture

beforeAll(async () => {
  payment = await startPaymentFixture()
})
afterAll(() => payment.stop())

const yesterday = `now() - interval '20 h'`
const listed = ({ paymentId, amountMinor, currency }: Requested, status: ListedPayment['status']) => ({
  ...{ merchantReference: paymentId, amountMinor, currency, status },
})

/** Compares our payments with what the provider lists, all of it 20 hours ago, and with what it says when asked. */
async function compare(theirs: ListedPayment[], known: string[] = []) {
  const alerts: [string, string][] = []
  const spans: [string, string][] = []
  const at = Date.now() - 20 * 3_600_000
  await createCompareWithProvider({
    ...{
      reconciliations: createReconciliations(payment.db),
      payments: createPayments(payment.db),
      now: () => new Date(),
    },
    list: async (from, to) => {
      spans.push([from, to])
      return Date.parse(from) <= at && at < Date.parse(to) ? theirs : []
    },
    ask: async ({ id }) => (known.includes(id) ? { kind: 'undecided', providerPaymentId: 'wpr_1' } : { kind: 'none' }),
    alert: (...alerted) => void alerts.push(alerted),
  })()
  return { alerts, spans }
}

describe('comparing with the provider', () => {
  it('when it is done, it covers 48 hours without a gap, up to an hour ago', async () => {
    const { spans } = await compare([])
    expect(spans.slice(1).map(([from]) => from)).toEqual(spans.slice(0, -1).map(([, to]) => to))
    const [from, to] = [Date.parse(spans[0]?.[0] ?? ''), Date.parse(spans.at(-1)?.[1] ?? '')]
    expect(to - from).toBe(48 * 3_600_000)
    expect(Math.abs(Date.now() - 3_600_000 - to)).toBeLessThan(5_000)
  })

  it('when both have the same, nobody is alerted', async () => {
    const paid = await payment.leftBehind({ status: `'succeeded'`, created_at: yesterday })
    const failed = await payment.leftBehind({ status: `'failed'`, created_at: yesterday })
    const { alerts } = await compare([listed(paid, 'succeeded'), listed(failed, 'failed')])
    expect(alerts).toEqual([])
  })

  it('when the provider has money that we do not count, the payment is flagged', async () => {
    await payment.query('update payments set created_at = now()')
    const failed = await payment.leftBehind({ status: `'failed'`, created_at: yesterday })
    const { alerts } = await compare([listed(failed, 'succeeded')])
    expect(alerts).toEqual([[failed.paymentId, 'succeeded there, failed here']])
    expect(await payment.read(failed)).toMatchObject({
      flag: 'comparison: succeeded there, failed here',
      status: 'failed',
    })
  })

  it('when it is still open here, it is flagged, asked about at once, and settled', async () => {
    const open = await payment.pending()
    await payment.query(`update payments set created_at = ${yesterday} where id = '${open.paymentId}'`)
    payment.wallet.decide(open.paymentId, { status: 'succeeded' })
    const { alerts } = await compare([listed(open, 'succeeded')])
    expect(alerts).toEqual([[open.paymentId, 'succeeded there, pending here']])
    await payment.becomes(open, 'succeeded')
  })

  it('when the provider has a payment that is not ours, somebody is alerted', async () => {
    await payment.query('update payments set created_at = now()')
    const stranger = { ...payment.newRequest(), paymentId: randomUUIDv7() }
    const odd = { ...stranger, paymentId: 'not an id of ours' }
    const { alerts } = await compare([listed(stranger, 'failed'), listed(odd, 'succeeded')])
    expect(alerts.map(([reference]) => reference)).toEqual([stranger.paymentId, 'not an id of ours'])
  })

  it('when we count money that the provider does not list, it is asked for before anybody is alerted', async () => {
    await payment.query('update payments set created_at = now()')
    const [beside, missing] = [
      await payment.leftBehind({ status: `'succeeded'`, created_at: yesterday }),
      await payment.leftBehind({ status: `'succeeded'`, created_at: yesterday }),
    ]
    const { alerts } = await compare([], [beside.paymentId])
    expect(alerts).toEqual([[missing.paymentId, 'the provider does not know it']])
    expect(await payment.read(missing)).toMatchObject({ flag: 'comparison: the provider does not know it' })
    expect(await payment.read(beside)).toMatchObject({ flag: null })
  })

  it('when the service starts, the comparison runs', () => {
    expect(payment.wallet.asked.filter(({ url }) => url.searchParams.has('createdFrom'))).toHaveLength(8)
  })
})
