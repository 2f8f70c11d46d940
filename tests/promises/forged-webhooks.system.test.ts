// R8: 10,000 forged webhooks while genuine ones come at 200 a second and the keys are rotated.

import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { forged, forgeries, headersOf, signed } from '@waybill/bad-input-tests'
import type { WalletPayment } from '@waybill/contracts'
import { type System, startSystem } from '@waybill/system-tests'
import { waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { atPace } from './support/at-pace.ts'
import { count, quantile, say, spread } from './support/figures.ts'
import { submitPayments } from './support/payments.ts'
import { countOf } from './support/query.ts'

const seconds = 20
const genuinePerSecond = 200
const forgedCount = 10_000
const genuineCount = seconds * genuinePerSecond
const newKey = `whsec_${Buffer.alloc(32, 'the key after the rotation').toString('base64')}`
const agent = new Agent({ keepAlive: true, maxSockets: 64 })
const path = '/api/v1/payments/webhook'

let system: System
let payments: WalletPayment[]
beforeAll(async () => {
  const never = { min: 3_600_000, max: 3_600_000 } // the provider is this test
  system = await startSystem({
    ...{ only: ['payment', 'e-wallet'], delays: { webhookMs: never } },
    environment: ({ secrets }) => ({
      payment: {
        PAYMENT_WEBHOOK_SECRETS: `${secrets.webhookSecret},${newKey}`,
        RECONCILE_SCHEDULE_SECONDS: '3600',
        LOG_LEVEL: 'info', // it tells how long each answer took
      },
    }),
  })
  payments = await submitPayments(system, genuineCount)
}, 400_000)
afterAll(async () => {
  agent.destroy()
  await system?.stop()
}, 60_000)

const eventOf = ({ paymentRequestId, merchantReference, amountMinor, currency }: WalletPayment) =>
  JSON.stringify({
    ...{ type: 'payment.succeeded', timestamp: new Date().toISOString() },
    data: { paymentRequestId, merchantReference, amountMinor, currency },
  })

/** First the old key signs, then both do, then the new one: as a provider rotates them. */
function genuine(index: number): { headers: [string, string][]; body: string } {
  const body = eventOf(payments[index] as WalletPayment)
  const oldKey = system.host.secrets.webhookSecret ?? ''
  const stage = Math.floor((3 * index) / genuineCount)
  const byOld = signed({ key: oldKey, body })
  if (stage === 0) return { headers: headersOf(byOld), body }
  const byNew = signed({ key: newKey, body, id: byOld.id })
  const signature = stage === 1 ? `${byOld.signature} ${byNew.signature}` : byNew.signature
  return { headers: headersOf({ ...byNew, signature }), body }
}

function forgery(index: number): { headers: [string, string][]; body: string } {
  const kinds = Object.values(forgeries)
  const [kind] = [kinds[index % kinds.length]]
  if (!kind) throw new Error('no kind of forgery')
  const key = index % 2 === 0 ? (system.host.secrets.webhookSecret ?? '') : newKey
  return forged(kind, { key, body: eventOf(payments[index % genuineCount] as WalletPayment) })
}

/** The status of the answer, or why there was none. Headers go as they are, doubled ones too. */
function post({ headers, body }: { headers: [string, string][]; body: string }): Promise<string> {
  const { hostname, port, host } = new URL(system.urlOf('payment'))
  const raw = [
    ['host', host],
    ['content-type', 'application/json'],
    ['content-length', `${Buffer.byteLength(body)}`],
  ]
  return new Promise((resolve) => {
    const options = { hostname, port, path, method: 'POST', agent, headers: [...raw, ...headers].flat() }
    const sent = request(options, (answer) => void text(answer).then(() => resolve(String(answer.statusCode)), fail))
    const fail = (error: NodeJS.ErrnoException) => resolve(String(error.code ?? error))
    sent.once('error', fail).end(body)
  })
}

it(`when ${forgedCount} forged webhooks come, none leaves a row, and genuine ones are taken in time under either key`, async () => {
  const told = { genuine: {} as Record<string, number>, forged: {} as Record<string, number> }
  const tookMs = { genuine: [] as number[], forged: [] as number[] }
  const send =
    (kind: 'genuine' | 'forged', made: (index: number) => ReturnType<typeof genuine>) => async (index: number) => {
      const message = made(index)
      const startedAt = performance.now()
      count(told[kind], await post(message))
      tookMs[kind].push(performance.now() - startedAt)
    }
  await Promise.all([
    atPace(genuineCount, genuinePerSecond, send('genuine', genuine)),
    atPace(forgedCount, forgedCount / seconds, send('forged', forgery)),
  ])
  const serviceMs = serviceTimes(401)
  say('R8', {
    ...{ told, genuine: spread(tookMs.genuine), forged: spread(tookMs.forged) },
    'forged, inside the service': spread(serviceMs),
  })

  expect(told).toEqual({ genuine: { 204: genuineCount }, forged: { 401: forgedCount } })
  await expectOnlyGenuineRows()
  expect(quantile(tookMs.genuine, 0.99)).toBeLessThan(200)
  expect(serviceMs).toHaveLength(forgedCount)
  expect(quantile(serviceMs, 0.5)).toBeLessThan(5)
}, 180_000)

/** By the service's own log: from the head of a request to its answer, the wait for the event loop included. */
function serviceTimes(status: number): number[] {
  const log = readFileSync(join(system.host.dataFolder, 'logs', 'payment.log'), 'utf8')
  return log.split('\n').flatMap((line) => {
    if (!line.includes(`"route":"${path}"`) || !line.includes(`"status":${status}`)) return []
    return [Number(/"durationMs":([\d.]+)/.exec(line)?.[1])]
  })
}

async function expectOnlyGenuineRows(): Promise<void> {
  const { host } = system
  const applied = async () =>
    (await countOf(host, 'payment', `from webhook_events where status = 'processed'`)) === genuineCount
  await waitFor(applied, { what: 'the genuine ones to be applied', timeoutMs: 120_000, intervalMs: 500 })
  expect(await countOf(host, 'payment', 'from webhook_events')).toBe(genuineCount)
  expect(await countOf(host, 'payment', 'from webhook_events where other_body is not null or deliveries > 1')).toBe(0)
  expect(await countOf(host, 'payment', `from payments where status = 'succeeded' and flag is null`)).toBe(genuineCount)
}
