import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Placed, type System, startSystem } from './support/system.ts'

let system: System

beforeAll(async () => {
  system = await startSystem({ seed: true })
}, 120_000)
afterAll(() => system.stop())

const expectDeliveredOnce = async ({ orderId }: Placed) => {
  expect(await system.effectsOf('production', orderId)).toHaveLength(1)
  expect(await system.effectsOf('invoice', orderId)).toHaveLength(1)
  expect(await system.mailsTo(orderId)).toMatchObject([{ waybill: { template: 'order-paid' } }])
}

async function demo(env: Record<string, string>) {
  const script = resolve(import.meta.dirname, '../../scripts/demo.ts')
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const chunks: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  const [code] = await once(child, 'close')
  return { code, text: Buffer.concat(chunks).toString() }
}

describe('an order from checkout to delivery', () => {
  it('when its amount ends in .99, it is paid, produced, invoiced and mailed, each once', async () => {
    const placed = await system.createOrder(1_099, 'Birthday of José')
    const accepted = await system.checkout(placed)
    expect(accepted.status).toBe(202)
    expect(accepted.body).toMatchObject({ orderId: placed.orderId, status: 'payment_pending' })
    const order = await system.settled(placed, 'paid')
    await expectDeliveredOnce(placed)
    const [process] = order.processes
    const [produced] = await system.effectsOf('production', placed.orderId)
    expect(process?.jobs.find(({ job }) => job === 'production')?.reference).toBe(produced?.reference)
    expect(process?.jobs.map(({ status, attempt }) => [status, attempt])).toEqual(Array(3).fill(['succeeded', 1]))
    const { version } = (await system.call('order', system.pathOf(placed))).body
    expect(order.timeline.at(-1)).toMatchObject({ kind: 'job', status: 'succeeded' })
    expect(version).toBe(order.version)
  })

  it('when its amount ends in .11, it is not paid, one mail says so, nothing else happens, and it can be checked out again', async () => {
    const placed = await system.createOrder(1_011)
    await system.checkout(placed)
    const failed = await system.settled(placed, 'payment_failed')
    expect(failed.checkouts).toMatchObject([{ outcome: 'failed', failureReason: 'insufficient-funds' }])
    expect(await system.mailsTo(placed.orderId)).toMatchObject([{ waybill: { template: 'payment-failed' } }])
    expect(await system.effectsOf('production', placed.orderId)).toEqual([])
    expect(await system.effectsOf('invoice', placed.orderId)).toEqual([])

    await system.scenario({ scenario: 'duplicate', outcome: 'succeeded', match: { amountMinor: 1_011 } })
    expect((await system.checkout(placed)).status).toBe(202)
    const paid = await system.settled(placed, 'paid')
    expect(paid.checkouts).toHaveLength(2)
    expect(await system.effectsOf('production', placed.orderId)).toHaveLength(1)
  })

  it('when it is paid, another checkout is refused and nothing is charged again', async () => {
    const placed = await system.createOrder(2_099)
    await system.checkout(placed)
    await system.settled(placed, 'paid')
    expect((await system.checkout(placed)).body).toMatchObject({ status: 409, code: 'order-not-payable' })
    expect(await system.walletPayments(2_099)).toHaveLength(1)
  })

  it('when it is checked out twice at once, with one key twice, and with a key of another order, it is charged once', async () => {
    const placed = await system.createOrder(3_099)
    const other = { ...(await system.createOrder(3_199)), userId: placed.userId }
    const key = 'the-same-key-for-both'
    const answers = await Promise.all([
      system.checkout(placed, key),
      system.checkout(placed, key),
      system.checkout(placed),
    ])
    expect(answers.filter(({ status }) => status === 202).length).toBeGreaterThan(0)
    expect(answers.every(({ status }) => status === 202 || status === 409)).toBe(true)
    expect((await system.checkout(other, key)).status).toBe(422)
    await system.settled(placed, 'paid')
    expect(await system.walletPayments(3_099)).toHaveLength(1)
    await expectDeliveredOnce(placed)
  })
})

describe('a webhook that misbehaves', () => {
  it.each([
    ['duplicate', 4_099, 'paid'],
    ['out-of-order', 4_199, 'paid'],
    ['early', 4_299, 'paid'],
    ['bad-signature', 4_399, 'paid'],
    ['stale-timestamp', 4_499, 'paid'],
    ['contradictory', 4_599, 'paid'],
    ['error-then-success', 4_699, 'paid'],
    ['duplicate', 4_711, 'payment_failed'],
    ['early', 4_811, 'payment_failed'],
    ['contradictory', 4_911, 'payment_failed'],
  ] as const)('when it is %s for an amount of %i, the order ends %s, once', async (scenario, amountMinor, status) => {
    await system.scenario({ scenario, match: { amountMinor } })
    const placed = await system.createOrder(amountMinor)
    await system.checkout(placed)
    const order = await system.settled(placed, status)
    expect(order.processes).toHaveLength(1)
    expect(await system.walletPayments(amountMinor)).toHaveLength(1)
    expect(await system.mailsTo(placed.orderId)).toHaveLength(1)
    expect(await system.effectsOf('production', placed.orderId)).toHaveLength(status === 'paid' ? 1 : 0)
  })

  it('when it never comes, the payment is asked about and the order is paid', async () => {
    await system.scenario({ scenario: 'never', match: { amountMinor: 5_099 } })
    const placed = await system.createOrder(5_099)
    await system.checkout(placed)
    await system.settled(placed, 'paid')
    await expectDeliveredOnce(placed)
  })

  it('when `failed` comes after `succeeded`, it is quarantined and the payment flagged', async () => {
    await system.scenario({ scenario: 'contradictory', match: { amountMinor: 6_099 } })
    const placed = await system.createOrder(6_099)
    await system.checkout(placed)
    await system.settled(placed, 'paid')
    const payments = await waitFor(
      async () => {
        const { data } = (await system.call('payment', `/api/internal/v1/payments?orderId=${placed.orderId}`)).body
        return data[0]?.flag ? data : undefined
      },
      { what: 'the payment to be flagged', timeoutMs: 15_000 },
    )
    expect(payments).toMatchObject([{ status: 'succeeded', flag: expect.stringContaining('failed') }])
  })
})

describe('npm run demo', () => {
  it('when the system runs, it finds orders, follows a payment that succeeds and one that fails, and exits 0', async () => {
    const { code, text } = await demo({ WAYBILL_DATA_FOLDER: system.host.dataFolder })
    expect(text).toContain('search “creme brulee”')
    expect(text).toMatch(/order is paid/)
    expect(text).toMatch(/payment failed: insufficient-funds/)
    expect(text).toMatch(/notification succeeded/)
    expect(text).toContain('✓ One order was paid, produced once, invoiced once and mailed once.')
    expect(code).toBe(0)
  })

  it('when nothing runs, it says so and exits 1', async () => {
    const { code, text } = await demo({ WAYBILL_DATA_FOLDER: '/nowhere' })
    expect(text).toContain('npm start')
    expect(code).toBe(1)
  })
})
