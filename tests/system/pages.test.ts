import { demonstrationUsers } from '@waybill/apphost'
import { waitFor } from '@waybill/test-kit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectAccessible, expectNoOverflow, keepScreenshot, launchChromium, openPage } from './support/browser.ts'
import { type Placed, type System, startSystem } from './support/system.ts'

const [jose] = demonstrationUsers
const looks = [
  { width: 1_280, colorScheme: 'light' },
  { width: 1_280, colorScheme: 'dark' },
  { width: 390, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
] as const
/** The narrow and dark one, where most goes wrong; `npm run test:long` takes all four. */
const chosen = process.env.WAYBILL_TESTS === 'long' ? looks : [looks[3]]

let system: System
let browser: Browser
let origin: string
let orders: { paid: Placed; failed: Placed; open: Placed }

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem({ seed: true }), launchChromium()])
  origin = new URL(system.urlOf('web')).origin
  orders = {
    paid: await system.createOrder(
      4_099,
      'Smörgåsbord for a very large family that comes together once in a year 🌷',
      jose.id,
    ),
    failed: await system.createOrder(4_011, 'عيد ميلاد ليلى', jose.id),
    open: await system.createOrder(123_456, 'O’Brien’s anniversary', jose.id),
  }
  await system.scenario({ scenario: 'contradictory', match: { amountMinor: 4_099 } })
  await Promise.all([system.checkout(orders.paid), system.checkout(orders.failed)])
  await system.settled(orders.paid, 'paid')
  await system.settled(orders.failed, 'payment_failed')
  await refuseMail()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

/** A job that has failed for good: no server takes its mail. */
async function refuseMail() {
  await system.call('mailbox', '/control/behaviour', { method: 'POST', body: { mode: 'permanent', times: 1 } })
  const refused = await system.createOrder(4_199, 'Its mail was refused', jose.id)
  await system.checkout(refused)
  await waitFor(async () => (await system.read(refused)).processes[0]?.status === 'error', {
    what: 'the job of the refused mail to fail',
    timeoutMs: 60_000,
  })
}

const shopPages = () =>
  [
    ['choose-user', '/', 'Who are you today?'],
    ['my-orders', `/users/${jose.id}/orders`, 'My orders'],
    ['my-orders-found', `/users/${jose.id}/orders?name=a&status=created&page=2`, 'My orders'],
    ['my-orders-none', `/users/${jose.id}/orders?name=nothing%20like%20this`, 'My orders'],
    ['order-open', addressOf(orders.open), orders.open.name],
    ['order-paid', addressOf(orders.paid), orders.paid.name],
    ['order-failed', addressOf(orders.failed), orders.failed.name],
    ['order-missing', `/users/${jose.id}/orders/01890000-0000-7000-8000-00000000ffff`, 'Order not found'],
    ['not-found', '/no/such/page', 'Page not found'],
  ] as const
const consolePages = () =>
  [
    ['ops-overview', '/ops', 'Overview'],
    ['ops-orders', '/ops/orders', 'Orders'],
    ['ops-order', `/ops/orders/${orders.paid.userId}/${orders.paid.orderId}`, orders.paid.name],
    ['ops-processes', '/ops/processes', 'Processes'],
    ['ops-dead-letters', '/ops/dead-letters', 'Dead letters'],
    ['ops-outbox', '/ops/outbox', 'Parked events'],
    ['ops-payments', '/ops/payments', 'Payments'],
    ['ops-webhooks', '/ops/webhooks', 'Webhooks'],
    ['ops-webhooks-refused', '/ops/webhooks?status=refused', 'Webhooks'],
    ['ops-emails', '/ops/emails', 'E-mails'],
    ['ops-e-wallet', '/ops/e-wallet', 'E-wallet desk'],
    ['ops-resources', '/ops/resources', 'Resources'],
  ] as const

const addressOf = ({ userId, orderId }: Placed) => `/users/${userId}/orders/${orderId}`

/** The page with its data: nothing loads any more. */
async function open(page: Page, path: string, title: string) {
  await page.goto(path)
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
  await page.locator('[aria-busy="true"], .mantine-Skeleton-root').first().waitFor({ state: 'detached' })
}

async function look(page: Page, name: string, path: string, title: string) {
  await open(page, path, title)
  await expectNoOverflow(page)
  await expectAccessible(page)
  await keepScreenshot(page, name)
}

describe.each(chosen)('the pages at $width px, $colorScheme', ({ width, colorScheme }) => {
  it('when a shopper looks at them, axe finds nothing, nothing sticks out, and no other host is asked', {
    timeout: 180_000,
  }, async () => {
    const { page, complaints } = await openPage(browser, origin, { width, colorScheme })
    for (const [name, path, title] of shopPages()) await look(page, `${name}-${width}-${colorScheme}`, path, title)
    await page.goto(addressOf(orders.open))
    await page.getByRole('button', { name: 'Check out' }).click()
    await page.getByRole('dialog').waitFor()
    await expectAccessible(page)
    await keepScreenshot(page, `confirm-${width}-${colorScheme}`)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('when an operator looks at them, axe finds nothing, nothing sticks out, and no other host is asked', {
    timeout: 180_000,
  }, async () => {
    const { page, complaints } = await openPage(browser, origin, { width, colorScheme })
    await look(page, `ops-login-${width}-${colorScheme}`, '/ops/login', 'Log in to the console')
    await page.goto(`/ops/login?key=${system.host.secrets.opsKey}`)
    for (const [name, path, title] of consolePages()) await look(page, `${name}-${width}-${colorScheme}`, path, title)
    expect(complaints).toEqual([])
    await page.context().close()
  })
})

describe('the first load', () => {
  it('when a shopper opens a page, it fetches less than 200 KB of compressed JavaScript, and nothing of the console', async () => {
    const { page } = await openPage(browser, origin)
    const session = await page.context().newCDPSession(page)
    await session.send('Network.enable')
    const types = new Map<string, string>()
    let scriptBytes = 0
    session.on('Network.responseReceived', ({ requestId, type }) => types.set(requestId, type))
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      if (types.get(requestId) === 'Script') scriptBytes += encodedDataLength
    })
    const scripts: string[] = []
    page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.push(request.url())
    })
    await open(page, `/users/${jose.id}/orders`, 'My orders')
    expect(scriptBytes).toBeGreaterThan(50_000)
    expect(scriptBytes).toBeLessThan(200_000)
    expect(scripts.filter((url) => url.includes('console'))).toEqual([])
    await page.context().close()
  })

  it('when the page is served, its policy allows scripts of its own origin alone', async () => {
    const { headers } = await fetch(`${origin}/`, { headers: { accept: 'text/html' } })
    const policy = Object.fromEntries(
      (headers.get('content-security-policy') ?? '').split(';').map((part) => {
        const [name = '', ...sources] = part.trim().split(' ')
        return [name, sources]
      }),
    )
    expect(policy).toMatchObject({ 'default-src': ["'none'"], 'script-src': ["'self'"], 'connect-src': ["'self'"] })
  })
})
