import { waitFor } from '@waybill/test-kit'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launchChromium, openPage } from './support/browser.ts'
import { type Placed, type System, startSystem } from './support/system.ts'

let system: System
let browser: Browser
let origin: string
let loginAddress: string
/** An order whose production and invoice fail until both are mended: one job by its retry, the other by its message. */
let failing: Placed

beforeAll(async () => {
  ;[system, browser] = await Promise.all([
    // The sweeper stays out of it: what is mended here is mended by hand.
    startSystem({ environment: { order: { SWEEP_INTERVAL_MS: '600000' } } }),
    launchChromium(),
  ])
  origin = new URL(system.urlOf('web')).origin
  loginAddress = `/ops/login?key=${system.host.secrets.opsKey}`
  for (const name of ['production', 'invoice']) await behave(name, 'fail')
  failing = await system.createOrder(3_199, 'Mended by hand')
  await system.checkout(failing)
}, 120_000)
afterAll(async () => {
  await browser?.close()
  await system?.stop()
})

const behave = (name: string, mode: 'ok' | 'fail') =>
  system.call(name, '/control/behaviour', { method: 'POST', body: { mode } })

async function openConsole(path = '/ops') {
  const opened = await openPage(browser, origin)
  await opened.page.goto(loginAddress)
  await opened.page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  if (path !== '/ops') await opened.page.goto(path)
  return opened
}

/** Answers the dialog that asks why, and waits for what it says of the outcome. */
async function giveReason(page: Page, confirm: string, outcome: RegExp) {
  const why = page.getByRole('textbox', { name: 'Why?' })
  const dialog = page.getByRole('dialog').filter({ has: why })
  await why.fill('the services are back')
  await dialog.getByRole('button', { name: confirm, exact: true }).click()
  await page.getByRole('alert').filter({ hasText: outcome }).waitFor({ timeout: 15_000 })
}

const rowOf = (page: Page, name: string) => page.getByRole('row').filter({ hasText: name })
const jobOf = async (type: 'production' | 'invoice') => {
  const { processes } = await system.read(failing)
  return processes[0]?.jobs.find(({ job }) => job === type)
}

describe('an operator in the browser', () => {
  it('when they have no key, or a wrong one, they see nothing; with it they are in until they log out', async () => {
    const { page, complaints } = await openPage(browser, origin)
    await page.goto('/ops/processes?status=error')
    await page.getByRole('heading', { name: 'Log in to the console' }).waitFor()
    await page.getByLabel(/^Key/).fill('not the key at all, but long enough')
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel(/^Key/).fill(system.host.secrets.opsKey ?? '')
    await page.getByLabel('Your name').fill('ada')
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.getByRole('heading', { level: 1, name: 'Processes' }).waitFor()
    expect(new URL(page.url()).searchParams.get('status')).toBe('error')
    expect(await page.getByText('ada', { exact: true }).isVisible()).toBe(true)
    const [cookie] = await page.context().cookies()
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/ops' })
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByRole('heading', { name: 'Log in to the console' }).waitFor()
    await page.goto('/ops')
    await page.getByRole('heading', { name: 'Log in to the console' }).waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('when their session ends while they say why, they log in again, are where they were, and the reason is not lost', async () => {
    const { page, context } = await openConsole('/ops/processes')
    const ask = () => page.getByRole('button', { name: 'Retry all that match' }).click()
    const why = page.getByRole('textbox', { name: 'Why?' })
    await ask()
    await why.fill('a long story')
    await context.clearCookies()
    await page.getByLabel(/^Key/).fill(system.host.secrets.opsKey ?? '', { timeout: 15_000 })
    await page.getByRole('button', { name: 'Log in' }).click()
    await page.getByRole('heading', { level: 1, name: 'Processes' }).waitFor()
    await ask()
    expect(await why.inputValue()).toBe('a long story')
    await page.keyboard.press('Escape')
    await why.waitFor({ state: 'hidden' })
    await ask()
    expect(await why.inputValue()).toBe('') // it was given up
    await page.goBack()
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
    await context.close()
  })

  it('when an address leads to nothing, the page says so, and not that a service is away', async () => {
    const { page } = await openConsole('/ops/orders?page=999')
    await page.getByText('There is no such page').waitFor()
    await page.getByRole('link', { name: 'To the first page' }).click()
    await page.getByRole('link', { name: failing.name }).waitFor()
    await page.goto(`/ops/orders/${failing.userId}/01890000-0000-7000-8000-00000000ffff`)
    await page.getByRole('heading', { level: 1, name: 'Order not found' }).waitFor()
    await page.context().close()
  })

  it('when a call is not signed by the provider, it is listed as refused, and nothing of it is stored', async () => {
    const forged = await system.call('payment', '/api/v1/payments/webhook', {
      method: 'POST',
      body: { type: 'payment.succeeded' },
      headers: {
        'webhook-id': 'msg_forged0001',
        'webhook-timestamp': String(Math.floor(Date.now() / 1_000)),
        'webhook-signature': 'v1,bm90IHRoZSBzaWduYXR1cmU=',
      },
    })
    expect(forged.status).toBe(401)
    const { page } = await openConsole('/ops/webhooks?status=refused')
    const row = rowOf(page, 'msg_forged0001')
    await row.getByText('bad-signature').waitFor()
    await page.context().close()
  })

  it('when a part is restarted from the page, its log goes on and it is healthy again', async () => {
    const { page } = await openConsole('/ops/resources')
    const before = system.host.resource('mailbox').pid
    await page.getByRole('button', { name: 'Restart mailbox' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Restart', exact: true }).click()
    await page.getByRole('alert').filter({ hasText: 'mailbox is being restarted' }).waitFor()
    await waitFor(async () => system.host.resource('mailbox').pid !== before, {
      what: 'a new process',
      timeoutMs: 20_000,
    })
    await rowOf(page, 'mailbox').getByText('Healthy').waitFor({ timeout: 20_000 })
    await page.getByRole('button', { name: 'Log of mailbox' }).click()
    await page
      .getByRole('region', { name: 'Lines of mailbox' })
      .getByText(/serving|listening|started/i)
      .first()
      .waitFor()
    await page.keyboard.press('Escape')
    await waitFor(
      async () => (await page.evaluate('document.activeElement.getAttribute("aria-label")')) === 'Log of mailbox',
      { what: 'the focus back on the button', timeoutMs: 5_000 },
    )
    await page.context().close()
  })

  it('when jobs have failed and their messages are dead letters, they mend one by its job and one by its message', {
    timeout: 180_000,
  }, async () => {
    const { page, complaints } = await openConsole()
    for (const type of ['production', 'invoice'] as const) {
      const failed = async () => (await jobOf(type))?.status === 'failed'
      await waitFor(failed, { what: `the ${type} job to fail`, timeoutMs: 120_000 })
    }
    const attention = page.getByRole('region', { name: 'Needs attention' })
    await attention.getByRole('link', { name: '1 failed invoice job' }).waitFor({ timeout: 20_000 })
    await attention
      .getByRole('link', { name: /production message in the dead-letter queue/ })
      .waitFor({ timeout: 60_000 })
    for (const name of ['production', 'invoice']) await behave(name, 'ok')

    await page.goto('/ops/processes?status=error&job=invoice')
    await page.getByRole('button', { name: `Retry invoice of ${failing.name}` }).click()
    await giveReason(page, 'Retry', /queued again, attempt 2/)
    await waitFor(async () => (await jobOf('invoice'))?.status === 'succeeded', {
      what: 'the invoice',
      timeoutMs: 60_000,
    })

    await page.goto('/ops/dead-letters?queue=production')
    const letter = rowOf(page, failing.orderId.slice(-8))
    await letter.getByRole('button', { name: /^Look at/ }).click()
    const drawer = page.getByRole('dialog', { name: 'Dead letter' })
    await drawer.getByRole('region', { name: 'Body' }).getByText('order-paid').waitFor()
    await drawer.getByText('eventType').first().waitFor()
    await drawer.getByRole('button', { name: 'Send back' }).click()
    await giveReason(page, 'Send back', /sent back|1 message/i)
    await drawer.waitFor({ state: 'hidden' })
    await system.settled(failing, 'paid')
    expect((await jobOf('production'))?.attempt).toBe(2)
    for (const name of ['production', 'invoice'] as const) {
      expect(await system.effectsOf(name, failing.orderId)).toHaveLength(1)
    }

    await page.goto(`/ops/orders/${failing.userId}/${failing.orderId}`)
    const timeline = page.getByRole('list', { name: 'Timeline' })
    await timeline.getByText('the services are back').first().waitFor()
    expect(await timeline.getByText(/500/).count()).toBeGreaterThan(1)
    expect(complaints).toEqual([])
    await page.context().close()
  })

  it('when a webhook contradicts another, they find it quarantined, see the flagged money, and settle both', async () => {
    const { page } = await openConsole('/ops/e-wallet')
    await page.getByLabel('Scenario', { exact: true }).selectOption('contradictory')
    await page.getByRole('button', { name: 'Set scenario' }).click()
    await page.getByRole('alert').filter({ hasText: 'is set' }).waitFor()
    const placed = await system.createOrder(3_499, 'Contradicted')
    await system.checkout(placed)
    await waitFor(async () => (await system.read(placed)).status === 'paid', { what: 'the payment', timeoutMs: 30_000 })

    await page.getByRole('link', { name: /^Webhooks/ }).click()
    await page.getByLabel('Status', { exact: true }).selectOption('quarantined')
    await page
      .getByRole('button', { name: /^Dismiss webhook/ })
      .first()
      .click({ timeout: 30_000 })
    await giveReason(page, 'Dismiss', /dismissed/)
    await page.getByText('No webhook matches').waitFor()

    await page.getByRole('link', { name: /^Payments/ }).click()
    await page.getByLabel('Show', { exact: true }).selectOption('flagged')
    await page
      .getByRole('button', { name: /^Acknowledge/ })
      .first()
      .click()
    await giveReason(page, 'Acknowledge', /acknowledged/i)
    await page.getByText('No payment matches').waitFor()

    await page.goto(`/ops/orders/${placed.userId}/${placed.orderId}`)
    const timeline = page.getByRole('list', { name: 'Timeline' })
    await timeline.getByText('the services are back').first().waitFor()
    expect(await timeline.getByText(/^payment · /).count()).toBeGreaterThan(2)
    await page.context().close()
  })
})
