import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import packaged, { inflate } from '@sparticuz/chromium'
import axe, { type AxeResults } from 'axe-core'
import { type Browser, chromium, type Page } from 'playwright-core'
import { expect } from 'vitest'

const screenshots = resolve(import.meta.dirname, '../../../coverage/screenshots')

/** No word to the outside: what Chromium asks of its maker at every start would be refused here. */
const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run']
const args = [...quiet, '--disable-gpu', '--no-sandbox'] // as root there is no sandbox; it visits our own pages alone

/** A real Chromium: `CHROME_PATH`, else the machine's own, else the one of the package (Linux, x64). */
export async function launchChromium(): Promise<Browser> {
  const installed = process.env.CHROME_PATH ?? '/usr/bin/chromium'
  if (existsSync(installed)) return chromium.launch({ executablePath: installed, args })
  const executablePath = await packaged.executablePath()
  const libraries = await inflate(
    join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), bundledLibraries),
  )
  const env = { ...process.env, LD_LIBRARY_PATH: join(libraries, 'lib'), FONTCONFIG_PATH: join(tmpdir(), 'fonts') }
  return chromium.launch({ executablePath, args, env: env as Record<string, string> })
}

/** What a bare machine lacks (NSS, NSPR), from the package's `build/index.js`. */
const bundledLibraries = '../bin/al2023.tar.br'

type Look = { width?: number; colorScheme?: 'light' | 'dark' }

/** A fresh profile with one page, and a list of all that went wrong in it: errors, broken rules of the policy, foreign hosts. */
export async function openPage(browser: Browser, origin: string, { width = 1_280, colorScheme = 'light' }: Look = {}) {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width, height: 900 },
    ...{ colorScheme, locale: 'en-GB', timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' },
  })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' && !isAnswerOfServer(message.text())) complaints.push(`console: ${message.text()}`)
  })
  page.on('request', (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith('data:'))
      complaints.push(`foreign: ${request.url()}`)
  })
  return { page, context, complaints }
}

/** Chromium reports every 4xx and 5xx as an error; tests that mean them say so themselves. */
const isAnswerOfServer = (text: string) => text.startsWith('Failed to load resource')

/** Fails with every violation that axe finds: rule, what to do, and where. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source)
  const { violations } = await page.evaluate<AxeResults>('axe.run()')
  const found = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' | ')}`)
  expect(found).toEqual([])
}

/** Nothing sticks out: the page never scrolls sideways. */
export async function expectNoOverflow(page: Page): Promise<void> {
  const widths = '[document.documentElement.scrollWidth, document.documentElement.clientWidth]'
  const [content = 0, window = 0] = await page.evaluate<number[]>(widths)
  expect(content).toBeLessThanOrEqual(window)
}

/** For people to look at: `coverage/screenshots/<name>.png`. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(screenshots, { recursive: true })
  await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true })
}
