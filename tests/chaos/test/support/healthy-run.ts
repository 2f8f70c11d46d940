import { randomUUIDv7 } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AppHost, startAppHost } from '@waybill/apphost'
import type { WalletScenario } from '@waybill/contracts'
import { topology } from '@waybill/local-queues'
import { waitFor } from '@waybill/test-kit'
import { type CheckingDatabase, check, gather } from '../../src/checking/index.ts'
import type { DriverLog } from '../../src/evidence.ts'
import { createRecordingClient } from './recording-client.ts'

const refusedCustomer = 'refused@example.com'
const cutCustomer = 'cut@example.com'
const scenarios: WalletScenario[] = ['duplicate', 'out-of-order', 'early', 'bad-signature', 'contradictory'].map(
  (scenario, index) => ({
    scenario: scenario as WalletScenario['scenario'],
    match: { amountMinor: 5_099 + index * 100 },
  }),
)

/**
 * The whole system with a little of everything: paid, failed and paid anew, never checked out, keys repeated and reused, webhooks
 * in disorder, a forged one, an invoice service that fails once, a mail refused for good, a poisoned message. It is quiet
 * when this resolves, with its checking database.
 */
export async function runHealthily() {
  const host = await startAppHost({
    ...{ ports: 'free', dataFolder: mkdtempSync(join(tmpdir(), 'waybill-checking-')), silent: true },
    delays: { webhookMs: { min: 50, max: 150 } },
    environment: { notification: { MAIL_BACKOFF_CAP_MS: '300' } },
  })
  try {
    const log = newLog()
    await drive(host, log)
    return { host, log, database: await gatherWhenQuiet(host, log) }
  } catch (error) {
    await host.remove()
    throw error
  }
}

async function drive(host: AppHost, log: DriverLog): Promise<void> {
  const client = createRecordingClient(host, log)
  const control = (name: string, path: string, body: unknown) => client.send(name, { method: 'POST', path, body })
  const paying = async (amountMinor: number, customer?: string) => {
    const placed = await client.create(amountMinor, customer)
    await client.checkout(placed)
    return placed
  }
  await Promise.all([
    ...scenarios.map((scenario) => control('e-wallet', '/control/scenarios', scenario)),
    control('e-wallet', '/control/scenarios', {
      scenario: 'duplicate',
      outcome: 'failed',
      match: { amountMinor: 6_099 },
    }),
    control('mailbox', '/control/behaviour', { mode: 'permanent', match: { to: refusedCustomer } }),
    control('mailbox', '/control/behaviour', { mode: 'cut-after-data', times: 1, match: { to: cutCustomer } }),
    control('invoice', '/control/behaviour', { mode: 'fail', times: 1 }),
    poison(host, log),
    forgeWebhook(client),
  ])
  const [failing, told, refused, ...disordered] = await Promise.all([
    paying(2_011),
    paying(6_099),
    paying(1_299, refusedCustomer),
    ...scenarios.map(({ match }) => paying(match?.amountMinor ?? 0)),
    ...[1_099, 1_199].map((amountMinor) => paying(amountMinor)),
    paying(1_399, cutCustomer),
    repeatAndReuseKeys(client),
  ])
  await client.create(3_099)
  log.refusedMails.push(refused.orderId)
  log.expected.push({ orderId: told.orderId, scenario: 'duplicate', outcome: 'failed' })
  log.expected.push(
    ...scenarios.map(({ scenario }, at) => ({ orderId: disordered[at]?.orderId ?? '', scenario, outcome: null })),
  )
  const isFailed = async () => (await client.read(failing)).status === 'payment_failed'
  await waitFor(isFailed, { what: 'the payment to fail', timeoutMs: 10_000, intervalMs: 50 })
  await client.checkout(failing)
}

/** The same key and request again, and a key for another request. */
async function repeatAndReuseKeys(client: ReturnType<typeof createRecordingClient>) {
  const [creation, checkout] = [randomUUIDv7(), randomUUIDv7()]
  const placed = await client.create(1_499, undefined, creation)
  await client.create(1_499, undefined, creation)
  await client.create(1_599, undefined, creation)
  await Promise.all([client.checkout(placed, checkout), client.checkout(placed, checkout)])
  await client.checkout(placed, checkout)
  return placed
}

async function poison(host: AppHost, log: DriverLog): Promise<void> {
  const endpoint = host.resource('queues').url
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.SendMessage' },
    body: JSON.stringify({
      QueueUrl: `${endpoint}/000000000000/${topology.queues.production.name}`,
      MessageBody: 'no JSON',
    }),
  })
  const { MessageId } = (await response.json()) as { MessageId: string }
  log.poisonedMessages.push(MessageId)
}

const forgeWebhook = ({ send }: ReturnType<typeof createRecordingClient>) =>
  send('payment', {
    ...{ method: 'POST', path: '/api/v1/payments/webhook', body: { type: 'payment.succeeded' } },
    headers: {
      'webhook-id': 'msg_00000000forged',
      'webhook-timestamp': Math.floor(Date.now() / 1_000).toString(),
      'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')}`,
    },
  })

/** When nothing is open any more is what the checker itself says. */
async function gatherWhenQuiet(host: AppHost, log: DriverLog): Promise<CheckingDatabase> {
  return waitFor(
    async () => {
      const database = await gather({ host, log })
      const violations = await check(database)
      if (violations.length === 0) return database
      await database.drop()
      throw new Error(JSON.stringify(violations, null, 1))
    },
    { what: 'a state without violations', timeoutMs: 75_000, intervalMs: 500 },
  )
}

const newLog = (): DriverLog => ({
  ...{ seed: 1, startedAt: new Date().toISOString(), faultsEndedAt: new Date().toISOString(), quietAt: null },
  ...{ tries: [], injected: [], expected: [], refusedMails: [], poisonedMessages: [] },
})
