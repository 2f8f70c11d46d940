import { demonstrationUsers } from '@waybill/apphost'
import { waitFor } from '@waybill/test-kit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, openPage } from './support/browser.ts'
import { type Placed, type System, startSystem } from './support/system.ts'

const [jose] = demonstrationUsers
let system: System
let browser: Browser
let origin: string

beforeAll(async () => {
  ;[system, browser] = await Promise.all([startSystem(), launchChromium()])
  origin = new URL(system.urlOf('web')).origin
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

const shop = () => openPage(browser, origin)
const addressOf = ({ userId, orderId }: Placed) => `/users/${userId}/orders/${orderId}`
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const progress = (page: Page) => page.getByRole('list', { name: 'Progress of the order' })

async function pay(page: Page, button = 'Check out') {
  await page.getByRole('button', { name: button }).click()
  await page.getByRole('dialog').getByRole('button', { name: /^Pay / }).click()
}

describe('a shopper in the browser', () => {
  it('when they find an order and pay it, the page moves by itself until the mail is sent', async () => {
    const placed = await system.createOrder(1_099, 'Crème brûlée set', jose.id)
    await system.createOrder(2_500, 'Garden, spring 🌷', jose.id)
    const { page, complaints } = await shop()
    await page.goto('/')
    await page.getByRole('link', { name: jose.name }).click()
    await heading(page, 'My orders').waitFor()
    await page.getByRole('searchbox', { name: 'Search by name' }).fill('creme')
    const found = page.getByRole('list', { name: 'Orders', exact: true }).getByRole('listitem')
    await page.getByText('1 order found').first().waitFor()
    expect(await found.count()).toBe(1)
    expect(await found.locator('mark').textContent()).toBe('Crème')
    expect(new URL(page.url()).searchParams.get('name')).toBe('creme')

    await found.getByRole('link').click()
    await pay(page)
    for (const step of ['Payment received', 'Production', 'Invoice', 'mail']) {
      await progress(page).getByText(step).first().waitFor()
    }
    await page.getByRole('link', { name: /mailbox/i }).waitFor({ timeout: 20_000 })
    expect(await page.getByText('Thank you! Your payment has arrived.').isVisible()).toBe(true)
    expect(complaints).toEqual([])
    await system.settled(placed, 'paid')

    await page.goBack()
    await page.getByText('1 order found').first().waitFor()
    await page.reload()
    expect(await page.getByRole('searchbox', { name: 'Search by name' }).inputValue()).toBe('creme')
    await page.context().close()
  })

  it('when the payment fails, the page says why and offers another try, which succeeds', async () => {
    const placed = await system.createOrder(1_511)
    const { page, complaints } = await shop()
    await page.goto(addressOf(placed))
    await pay(page)
    await page.getByText('Nothing was charged').waitFor()
    expect(await progress(page).getByText('Payment failed').isVisible()).toBe(true)
    await system.scenario({ scenario: 'duplicate', outcome: 'succeeded', match: { amountMinor: 1_511 } })
    await pay(page, 'Try the payment again')
    await page.getByText('Thank you! Your payment has arrived.').waitFor()
    expect(await system.walletPayments(1_511)).toHaveLength(2)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('when the answer to a checkout is lost and the page is loaded again, it asks under the same key and is charged once', async () => {
    const placed = await system.createOrder(1_799)
    const { page } = await shop()
    const keys: (string | undefined)[] = []
    await page.route('**/checkout', async (route) => {
      keys.push(route.request().headers()['idempotency-key'])
      if (keys.length > 2) return route.continue()
      await route.fetch() // it arrives, and its answer does not
      await route.abort('connectionreset')
    })
    await page.goto(addressOf(placed))
    await pay(page)
    await page.getByText('Still asking for the payment').waitFor()
    await page.reload()
    await page.getByText('Thank you! Your payment has arrived.').waitFor({ timeout: 20_000 })
    await waitFor(async () => keys.length > 2, { what: 'the third call', timeoutMs: 10_000 })
    expect(new Set(keys).size).toBe(1)
    expect(await system.walletPayments(1_799)).toHaveLength(1)
    await page.context().close()
  })

  it('when a confirmation is pressed twice, it is one checkout', async () => {
    const placed = await system.createOrder(1_899)
    const { page } = await shop()
    let calls = 0
    page.on('request', (request) => {
      if (request.url().endsWith('/checkout')) calls += 1
    })
    await page.goto(addressOf(placed))
    await page.getByRole('button', { name: 'Check out' }).click()
    await page.getByRole('dialog').getByRole('button', { name: /^Pay / }).dblclick()
    await page.getByText('Thank you! Your payment has arrived.').waitFor()
    expect(calls).toBe(1)
    await page.context().close()
  })

  it('when there are no events, the page asks, and moves all the same', async () => {
    const placed = await system.createOrder(1_999)
    const { page } = await shop()
    await page.route('**/events', (route) => route.abort())
    await page.goto(addressOf(placed))
    await pay(page)
    await page.getByRole('link', { name: /mailbox/i }).waitFor({ timeout: 20_000 })
    await page.context().close()
  })

  it('when they have no pointer, the keyboard does it all, and the focus is where it should be', async () => {
    const placed = await system.createOrder(2_299, 'By keyboard alone', jose.id)
    const { page } = await shop()
    await page.goto('/')
    await tabTo(page, jose.name)
    await page.keyboard.press('Enter')
    await heading(page, 'My orders').waitFor()
    await focusOn(page, /^My orders$/)
    await tabTo(page, 'Search by name')
    await page.keyboard.type('keyboard alone')
    await page.getByText('1 order found').first().waitFor()
    await tabTo(page, placed.name)
    await page.keyboard.press('Enter')
    await heading(page, placed.name).waitFor()
    await tabTo(page, 'Check out')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'hidden' })
    await focusOn(page, /^Check out$/)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await focusOn(page, /^Pay /)
    await page.keyboard.press('Enter')
    await page.getByText('Thank you! Your payment has arrived.').waitFor()
    await page.context().close()
  })

  it('when the order service is down, the page says so, and recovers by itself', async () => {
    const placed = await system.createOrder(2_399, 'Found again', jose.id)
    const { page } = await shop()
    await page.goto(`/users/${jose.id}/orders`)
    await page.getByRole('link', { name: placed.name }).waitFor()
    const order = system.host.resource('order')
    await order.stopProcess()
    await page.getByRole('searchbox', { name: 'Search by name' }).fill('Found')
    await page.getByRole('alert').getByText('Your orders cannot be shown').waitFor({ timeout: 15_000 })
    order.startProcess()
    await page.getByRole('link', { name: placed.name }).waitFor({ timeout: 30_000 })
    await page.getByRole('alert').waitFor({ state: 'hidden' })
    await page.context().close()
  })
})

/** Presses Tab until what has the focus is called so. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let pressed = 0; pressed < 60; pressed += 1) {
    if ((await focusedText(page)).includes(name)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never reached "${name}"`)
}

const focusOn = (page: Page, name: RegExp) =>
  waitFor(async () => name.test(await focusedText(page)), { what: `the focus on ${name}`, timeoutMs: 10_000 })

/** The name of what has the focus: its label, or what it says. The page as a whole, where it is while nothing has it, has none. */
const focusedText = (page: Page) =>
  page.evaluate<string>(`
    (({ activeElement: it, body }) =>
      it === body ? '' : (it.labels?.[0]?.textContent ?? it.getAttribute('aria-label') ?? it.textContent).trim()
    )(document)`)
