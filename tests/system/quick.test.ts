// How quick it is, with the machine to itself.
import { randomUUIDv7 } from 'node:crypto'
import type { InternalOrder } from '@waybill/contracts'
import pg from 'pg'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, openPage } from './support/browser.ts'
import { type System, startSystem } from './support/system.ts'

let system: System
let browser: Browser

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchChromium()])
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

const shop = () => openPage(browser, new URL(system.urlOf('web')).origin)

/** From the webhook that payment stored to the last of the three jobs. */
async function webhookToDone({ id, timeline }: InternalOrder): Promise<number> {
  const { data } = (await system.call('payment', `/api/internal/v1/payments?orderId=${id}`)).body
  const webhooks = (await system.call('payment', '/api/internal/v1/webhooks?pageSize=100')).body.data
  const webhook = webhooks.find((event: { merchantReference: string }) => event.merchantReference === data[0].id)
  const done = timeline.filter((entry) => entry.kind === 'job' && entry.status === 'succeeded').at(-1)
  return Date.parse(done?.at ?? '') - Date.parse(webhook.receivedAt)
}

describe('an idle machine', () => {
  it('when a webhook arrives, the three jobs are done within 100 ms, for a quarter of 20 orders at least', async () => {
    const times: number[] = []
    for (let round = 0; round < 25; round += 1) {
      const placed = await system.createOrder(1_099)
      await system.checkout(placed)
      times.push(await webhookToDone(await system.settled(placed, 'paid')))
    }
    const [, , , , , ...warm] = times
    const sorted = warm.toSorted((a, b) => a - b)
    const quickest = sorted[Math.floor(sorted.length / 4)]
    console.log(`webhook to three jobs done, ms: median ${sorted[sorted.length / 2]}, all ${warm.join(' ')}`)
    expect(quickest).toBeLessThan(100) // of a machine that others use too, the quickest quarter is the idle one
  }, 120_000)
})

describe('a shopper in the browser, with the machine to themselves', () => {
  it('when another replica changes the order, the page shows it within a second', async () => {
    const placed = await system.createOrder(2_199)
    const { page } = await shop()
    await page.goto(`/users/${placed.userId}/orders/${placed.orderId}`)
    await page.getByText('This order has not been paid yet.').waitFor()
    const changedAt = performance.now()
    await system.call('order', `${system.pathOf(placed)}/checkout`, { method: 'POST' })
    await page
      .getByText(/^(Payment pending|Paid)$/)
      .first()
      .waitFor({ timeout: 5_000 }) // the provider may be quicker than the page
    expect(performance.now() - changedAt).toBeLessThan(1_000)
    await page.context().close()
  })

  it('when they have 100,000 orders, typing in the search stays smooth, and asks for little', async () => {
    const userId = randomUUIDv7()
    await giveOrders(userId, 100_000)
    const { page } = await shop()
    await page.goto(`/users/${userId}/orders`)
    await page.getByText('1,000+ orders').first().waitFor()
    await page.evaluate(`
      globalThis.longest = 0
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longest = Math.max(longest, duration)
      }).observe({ type: 'longtask' })`)
    let searches = 0
    page.on('request', (request) => {
      if (request.url().includes('/orders?')) searches += 1
    })
    const typed = 'order 00099999'
    const search = page.getByRole('searchbox', { name: 'Search by name' })
    await search.pressSequentially(typed, { delay: 60 })
    expect(await search.inputValue()).toBe(typed)
    await page.getByText('1 order found').first().waitFor({ timeout: 5_000 })
    expect(searches).toBeLessThan(typed.length)
    expect(await page.evaluate<number>('longest')).toBeLessThan(200)
    await page.context().close()
  })
})

/** Orders straight into the table: it is the page that is looked at here. */
async function giveOrders(userId: string, count: number): Promise<void> {
  const client = new pg.Client({
    connectionString: system.host.resource('order').environment().ConnectionStrings__order,
  })
  await client.connect()
  await client.query(
    `insert into orders (id, user_id, name, folded_name, status, currency, total_minor, customer_name, customer_email, created_at)
      select uuidv7(), $1, 'Order ' || lpad(n::text, 8, '0'), 'order ' || lpad(n::text, 8, '0'), 'created', 'EUR', 1099,
        'Somebody', 'somebody@example.com', now() - make_interval(secs => $2 - n) from generate_series(0, $2::int - 1) n`,
    [userId, count],
  )
  await client.query('vacuum analyze orders')
  await client.end()
}
