import { randomUUIDv7 } from 'node:crypto'
import type { WalletPayment, WalletScenario } from '@waybill/contracts'
import { createLogger } from '@waybill/logger'
import { machineSystem } from '@waybill/service-host'
import { createTestDatabase, waitFor } from '@waybill/test-kit'
import { readEWalletConfig } from '../../src/config.ts'
import { createEWalletService } from '../../src/service.ts'
import { type Received, secret, startMerchantStub } from './merchant-stub.ts'

export type WalletFixture = Awaited<ReturnType<typeof startWalletFixture>>
type Asked = { merchantReference: string; amountMinor: number; currency: string }
type Journal = {
  payments: WalletPayment[]
  deliveries: { merchantReference: string; variant: string; answer: number }[]
}

/** The whole e-wallet on a free port with its own database, and a merchant that it tells. It decides at once. */
export async function startWalletFixture(env: Record<string, string> = {}) {
  const database = await createTestDatabase()
  const merchant = await startMerchantStub()
  const config = readEWalletConfig({
    PORT: '0',
    ConnectionStrings__ewallet: database.connectionString,
    WEBHOOK_URL: merchant.url,
    PAYMENT_WEBHOOK_SECRETS: secret,
    WEBHOOK_DELAY_MIN_MS: '0',
    WEBHOOK_DELAY_MAX_MS: '0',
    WEBHOOK_LATE_MS: '1000',
    WEBHOOK_LONGEST_PAUSE_MS: '100',
    ...env,
  })
  const logger = createLogger({ name: 'e-wallet', level: 'silent' })
  const service = createEWalletService(config, { logger, system: machineSystem })
  const { port } = await service.start()

  async function callOnce(method: string, path: string, body: unknown, headers: Record<string, string>) {
    const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' }
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { ...json, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    return { status: answer.status, body: text === '' ? {} : JSON.parse(text) }
  }

  /** As a caller that comes again when the service is too busy, which it is when the machine is. */
  const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
    waitFor(
      async () => {
        const answer = await callOnce(method, path, body, headers)
        return answer.body.code === 'overloaded' ? undefined : answer
      },
      { what: `an answer to ${method} ${path}`, intervalMs: 50 },
    )

  const newRequest = (amountMinor: number): Asked => ({
    merchantReference: randomUUIDv7(),
    amountMinor,
    currency: 'EUR',
  })
  const pay = (asked: Asked, key = asked.merchantReference) =>
    call('POST', '/api/payment/payment-requests', asked, { 'idempotency-key': key })
  const find = async ({ merchantReference }: Asked): Promise<WalletPayment[]> =>
    (await call('GET', `/api/payment/payment-requests?merchantReference=${merchantReference}`)).body.data

  return {
    ...{ merchant, call, newRequest, pay, find },
    async journal(): Promise<Journal> {
      return (await call('GET', '/control/journal')).body
    },
    /** The webhooks of a payment once there are that many. */
    told: ({ merchantReference }: Asked, count: number): Promise<Received[]> =>
      waitFor(
        () => {
          const received = merchant.receivedFor(merchantReference)
          return received.length >= count ? received : undefined
        },
        { what: `${count} webhooks` },
      ),
    /** A payment under a scenario of its own. */
    async payUnder(scenario: WalletScenario['scenario'], amountMinor = 1_099) {
      const asked = newRequest(amountMinor)
      await call('POST', '/control/scenarios', { scenario, match: { merchantReference: asked.merchantReference } })
      return { asked, answer: await pay(asked) }
    },
    async stop() {
      await service.stop()
      await merchant.stop()
      await database.drop()
    },
  }
}
