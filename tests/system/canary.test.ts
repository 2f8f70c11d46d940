import { createHmac, randomUUIDv7 } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startTestServer, waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCanaries } from './support/canaries.ts'
import { type Placed, type System, startSystem } from './support/system.ts'

type Ask = { method?: string; headers?: Record<string, string>; body?: string }

const canaries = createCanaries()
const json = { 'content-type': 'application/json' }
/** Where no personal field belongs: a trace shows the address as it was asked for, but for search terms and keys. */
const inAddresses = ['address', 'cursor', 'status', 'user']
const webhookPath = '/api/v1/payments/webhook'

let system: System
/** Every answer of 400 and more. */
const errors: { asked: string; status: number; text: string }[] = []
const logs = new Map<string, string>()
/** Traces, metrics and logs as they are sent: protocol buffers, in which a text stands as it is. */
const telemetry = new Map<string, string[]>()
let placed: Placed[]

beforeAll(async () => {
  const collector = await startCollector()
  system = await startSystem({
    inherited: { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
    environment: { '*': { LOG_LEVEL: 'debug' }, notification: { MAIL_BACKOFF_CAP_MS: '500' } },
  })
  placed = await goodOrders()
  await badRequests()
  await badWebhooks()
  await withoutNeighbours()
  await system.host.stop()
  await collector.stop()
  const folder = join(system.host.dataFolder, 'logs')
  for (const file of readdirSync(folder)) logs.set(file, readFileSync(join(folder, file), 'utf8'))
}, 120_000)
afterAll(() => system?.stop())

function startCollector() {
  return startTestServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const path = request.url ?? ''
      telemetry.set(path, [...(telemetry.get(path) ?? []), Buffer.concat(chunks).toString('latin1')])
      response.end()
    })
  })
}

async function ask(name: string, path: string, { method = 'GET', headers = {}, body }: Ask = {}) {
  const credential = path.startsWith('/api/internal') ? { authorization: `Bearer ${serviceKey()}` } : {}
  const init = { method, headers: { ...credential, ...headers }, ...(body !== undefined && { body }) }
  const response = await fetch(`${new URL(system.urlOf(name)).origin}${path}`, { ...init, redirect: 'manual' })
  const text = await response.text()
  if (response.status >= 400) errors.push({ asked: `${method} ${name}`, status: response.status, text })
  return { status: response.status, text }
}

const serviceKey = () => system.host.secrets.serviceKey ?? ''
const ordersOf = (userId: string) => `/api/internal/v1/users/${userId}/orders`
const newOrder = (unitPriceMinor: number, email = 'email') => ({
  name: canaries.of('order-name'),
  customerName: canaries.of('customer-name'),
  customerEmail: canaries.address(email),
  currency: 'EUR',
  items: [{ sku: canaries.of('sku'), name: canaries.of('item-name'), quantity: 1, unitPriceMinor }],
})

async function place(unitPriceMinor: number, email?: string): Promise<Placed> {
  const userId = randomUUIDv7()
  const headers = { ...json, 'idempotency-key': canaries.of(`key-of-order-${letters()}`) }
  const body = JSON.stringify(newOrder(unitPriceMinor, email))
  const { status, text } = await ask('order', ordersOf(userId), { method: 'POST', headers, body })
  expect(status).toBe(201)
  return { userId, orderId: JSON.parse(text).id, name: canaries.of('order-name') }
}

let count = 0
const letters = () => 'abcdefghijklmnopqrstuvwxyz'.charAt(count++)
const checkout = (order: Placed) => system.checkout(order, canaries.of(`key-of-checkout-${letters()}`))

/** One is paid, one is not, one meets every fault that a neighbour can have. */
async function goodOrders(): Promise<Placed[]> {
  const orders = [await place(1_099), await place(1_011), await place(2_099, 'refused-email')]
  const [paid, declined, faulty] = orders as [Placed, Placed, Placed]
  await system.scenario({ scenario: 'bad-signature', match: { amountMinor: 2_099 } })
  const failing = { method: 'POST', body: { mode: 'fail', times: 1 } }
  await Promise.all(['production', 'invoice'].map((name) => system.call(name, '/control/behaviour', failing)))
  const refusing = { mode: 'permanent', match: { to: canaries.address('refused-email') } }
  await system.call('mailbox', '/control/behaviour', { method: 'POST', body: refusing })
  for (const order of orders) await checkout(order)
  await system.settled(paid, 'paid')
  await system.settled(declined, 'payment_failed')
  const mailFailed = async () =>
    (await system.read(faulty)).processes[0]?.jobs.some(
      ({ job, status }) => job === 'notification' && status === 'failed',
    )
  await waitFor(mailFailed, { what: 'the mail server to refuse', timeoutMs: 30_000 })
  const nonsense = { method: 'POST', body: { mode: 'nonsense', times: 1 } }
  await Promise.all(['production', 'invoice'].map((name) => system.call(name, '/control/behaviour', nonsense)))
  const another = await place(3_099)
  await checkout(another)
  await system.settled(another, 'paid')
  return orders
}

/** Canaries where they do not belong, at every door. */
async function badRequests(): Promise<void> {
  const good = newOrder(4_099)
  const bad = {
    customerEmail: canaries.of('no-email'),
    currency: canaries.of('currency'),
    status: canaries.of('status'),
  }
  const bodies = [
    JSON.stringify({ ...good, ...bad }),
    `{"name": "${canaries.of('broken-json')}"`,
    canaries.of('no-json'),
  ]
  const userId = randomUUIDv7()
  const headers = { ...json, 'idempotency-key': canaries.of('key-of-bad-order') }
  const paths = [ordersOf(userId), `${ordersOf(userId)}/${randomUUIDv7()}/confirm-payment`]
  const doors = [
    ...paths.map((path) => ['order', path] as const),
    ['payment', `/api/internal/v1/users/${userId}/payments`] as const,
    ['notification', `/api/internal/v1/users/${userId}/emails/send`] as const,
    ['production', '/api/internal/v1/productions'] as const,
    ['invoice', '/api/internal/v1/invoices'] as const,
    ['web', '/ops/login'] as const,
  ]
  for (const [name, path] of doors) {
    for (const body of bodies) await ask(name, path, { method: 'POST', headers, body })
    const wrongKey = { authorization: `Bearer ${canaries.of('wrong-service-key')}` }
    await ask(name, path, { method: 'POST', headers: { ...headers, ...wrongKey }, body: JSON.stringify(good) })
    await ask(name, path, {
      method: 'POST',
      headers: { 'content-type': canaries.of('type') },
      body: canaries.of('body'),
    })
  }
  const used = { ...json, 'idempotency-key': canaries.of('key-of-order-a') }
  await ask('order', ordersOf(placed[0]?.userId ?? ''), { method: 'POST', headers: used, body: JSON.stringify(good) })
  const cookies = { cookie: `operator=${canaries.of('cookie')}`, 'x-operator': canaries.of('operator') }
  for (const name of ['web', 'order']) {
    await ask(name, `/api/v1/users/${canaries.of('user')}/orders`, { headers: cookies })
    await ask(name, `/api/v1/users/${userId}/orders?name=${canaries.of('term')}&status=${canaries.of('status')}`)
    await ask(name, `/api/v1/users/${userId}/orders?after=${canaries.of('cursor')}`)
    await ask(name, `/${canaries.of('address')}`)
  }
  await ask('web', '/ops/api/order/orders', { headers: cookies })
  await ask('web', `/ops/login?key=${canaries.of('wrong-ops-key')}`)
  await ask('web', '/ops/login', { method: 'POST', headers: json, body: `{"key":"${canaries.of('wrong-ops-key')}"}` })
}

/** Forged ones, and signed ones that cannot be read, contradict each other or are of an unknown payment. */
async function badWebhooks(): Promise<void> {
  const id = `msg_${randomUUIDv7()}`
  const event = (data: object) =>
    JSON.stringify({ type: 'payment.succeeded', timestamp: new Date().toISOString(), data })
  const stranger = { merchantReference: randomUUIDv7(), paymentRequestId: canaries.of('request'), currency: 'EUR' }
  const bodies = [canaries.of('webhook-no-json'), event({ odd: canaries.of('webhook-data') })]
  for (const body of [...bodies, event({ ...stranger, amountMinor: 1 }), event({ ...stranger, amountMinor: 2 })]) {
    await ask('payment', webhookPath, { method: 'POST', headers: signed(id, body), body })
    const signature = { 'webhook-signature': `v1,${canaries.of('signature')}`, 'webhook-id': canaries.of('webhook-id') }
    await ask('payment', webhookPath, { method: 'POST', headers: { ...signed(id, body), ...signature }, body })
  }
  const large = canaries.of('webhook-large').repeat(3_000)
  await ask('payment', webhookPath, { method: 'POST', headers: signed(id, large), body: large })
}

function signed(id: string, body: string): Record<string, string> {
  const timestamp = Math.floor(Date.now() / 1_000).toString()
  const key = Buffer.from((system.host.secrets.webhookSecret ?? '').replace('whsec_', ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { ...json, 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}

/** No payment service, no mail server, and then no database at all. */
async function withoutNeighbours(): Promise<void> {
  const order = await place(5_099)
  const { host } = system
  await Promise.all([host.resource('payment').stopProcess(), host.resource('mailbox').stopProcess()])
  await checkout(order)
  await host.resource('payment').startProcess()
  await host.resource('payment').waitUntilHealthy()
  await host.resource('postgres').stopProcess()
  const headers = { ...json, 'idempotency-key': canaries.of('key-without-database') }
  const { userId } = order
  const event = JSON.stringify({ type: 'payment.succeeded', data: canaries.of('webhook-without-database') })
  await Promise.all([
    ask('order', ordersOf(userId), { method: 'POST', headers, body: JSON.stringify(newOrder(6_099)) }),
    ask('order', `${system.pathOf(order)}/checkout`, { method: 'POST', headers }),
    ask('web', `/api/v1/users/${userId}/orders?name=${canaries.of('term-without-database')}`),
    ask('payment', webhookPath, { method: 'POST', headers: signed(`msg_${randomUUIDv7()}`, event), body: event }),
  ])
  await host.resource('postgres').startProcess()
  await host.resource('postgres').waitUntilHealthy()
}

/** What of canaries and secrets is in a text. */
function leaksIn(text: string): string[] {
  const secrets = Object.entries(system.host.secrets).filter(([, value]) => text.includes(value.replace('whsec_', '')))
  return [...canaries.foundIn(text), ...secrets.map(([name]) => name)]
}

describe('what is personal or secret', () => {
  it('when orders go well and go wrong in every way, it is in no line of any log', () => {
    const leaks = [...logs].flatMap(([file, text]) =>
      text.split('\n').flatMap((line) => leaksIn(line).map((leak) => `${file}: ${leak} in ${line}`)),
    )
    expect(leaks).toEqual([])
  })

  it('when traces, metrics and logs are sent to a collector, it is in none of them', () => {
    const leaks = [...telemetry].flatMap(([path, texts]) => texts.flatMap(leaksIn).map((leak) => `${path}: ${leak}`))
    expect([...new Set(leaks)].sort()).toEqual(inAddresses.map((field) => `/v1/traces: ${field}`))
  })

  it('when a request is refused or fails, it is in no answer', () => {
    const leaks = errors.flatMap(({ asked, status, text }) =>
      leaksIn(text).map((leak) => `${asked}, ${status}: ${leak} in ${text}`),
    )
    expect(leaks).toEqual([])
  })
})

describe('the search for it', () => {
  it('when a log would hold one, plain or encoded, it would be found', () => {
    const text = `{"to":"${canaries.address('email')}"}`
    expect(leaksIn(text)).toEqual(['email'])
    for (const encoding of ['hex', 'base64'] as const) {
      for (const before of ['', '.', '..']) {
        expect(leaksIn(Buffer.from(before + text).toString(encoding))).toEqual(['some field, encoded'])
      }
    }
    expect(leaksIn(`Bearer ${serviceKey()}`)).toEqual(['serviceKey'])
  })

  it('when it has looked, it was at the logs of every process, and at every sort of refusal', () => {
    expect([...logs.keys()].sort()).toEqual(system.host.names.map((name) => `${name}.log`).sort())
    for (const name of ['order', 'payment', 'notification', 'production-listener', 'e-wallet', 'web']) {
      expect(logs.get(`${name}.log`)).toContain('"requestId"')
    }
    expect([...telemetry.keys()].sort()).toEqual(['/v1/logs', '/v1/metrics', '/v1/traces'])
    for (const { orderId } of placed) expect(logs.get('order.log')).toContain(orderId)
    expect([...new Set(errors.map(({ status }) => status))].sort()).toEqual([400, 401, 404, 413, 415, 422, 503])
  })
})
