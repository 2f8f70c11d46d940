import { randomUUIDv7 } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startAppHost } from '@waybill/apphost'
import type { DeadLetter, InternalOrder, WalletPayment, WalletScenario } from '@waybill/contracts'
import { waitFor } from '@waybill/test-kit'

export type System = Awaited<ReturnType<typeof startSystem>>
export type Placed = { userId: string; orderId: string; name: string }

type Call = { method?: string; body?: unknown; headers?: Record<string, string> }
type JournalLine = { processId: string; orderId: string; reference: string; calls: number }
type MailLine = { messageId: string; recipients: string[]; waybill: Record<string, string>; outcome: string }

/** The whole of Waybill by its own app host: on free ports, with a webhook that comes soon, in a folder of its own. */
export async function startSystem(options: Parameters<typeof startAppHost>[0] = {}) {
  const dataFolder = mkdtempSync(join(tmpdir(), 'waybill-system-'))
  const host = await startAppHost({
    ports: 'free',
    dataFolder,
    silent: true,
    delays: { webhookMs: { min: 50, max: 150 } },
    restartPause: { firstMs: 100, capMs: 1_000 },
    ...options,
  })
  const urlOf = (name: string) => host.resource(name).url

  /** Any call to any part; internal routes get the service credential. */
  async function call(name: string, path: string, { method = 'GET', body, headers = {} }: Call = {}) {
    const credential = path.startsWith('/api/internal') ? { authorization: `Bearer ${host.secrets.serviceKey}` } : {}
    const json = body === undefined ? {} : { 'content-type': 'application/json' }
    const response = await fetch(`${urlOf(name)}${path}`, {
      method,
      headers: { ...credential, ...json, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: text === '' ? undefined : JSON.parse(text),
    }
  }

  /** Repeats a call whose outcome is unknown, as a careful client does. */
  const insist = (what: string, made: () => ReturnType<typeof call>) =>
    waitFor(
      async () => {
        const answer = await made()
        return answer.status < 500 && answer
      },
      { what, timeoutMs: 60_000, intervalMs: 100 },
    )

  const pathOf = ({ userId, orderId }: Placed) => `/api/v1/users/${userId}/orders/${orderId}`

  async function createOrder(
    unitPriceMinor: number,
    name = `Order of ${unitPriceMinor}`,
    userId: string = randomUUIDv7(),
  ): Promise<Placed> {
    const key = { 'idempotency-key': randomUUIDv7() }
    const body = {
      ...{ name, customerName: 'José Åkesson', customerEmail: 'jose@example.com', currency: 'EUR' },
      items: [{ sku: 'mug', name: 'Mug', quantity: 1, unitPriceMinor }],
    }
    const path = `/api/internal/v1/users/${userId}/orders`
    const created = await insist('the order to be created', () =>
      call('order', path, { method: 'POST', body, headers: key }),
    )
    return { userId, orderId: created.body.id, name }
  }

  const read = async (placed: Placed): Promise<InternalOrder> =>
    (await call('order', pathOf(placed).replace('/v1/', '/internal/v1/'))).body

  const mailsTo = async (orderId: string): Promise<MailLine[]> => {
    const lines: MailLine[] = []
    let after: string | null = ''
    do {
      const page = await call('mailbox', `/control/journal${after ? `?after=${encodeURIComponent(after)}` : ''}`)
      lines.push(...page.body.data)
      after = page.body.nextAfter
    } while (after)
    return lines.filter(({ waybill, outcome }) => waybill.order === orderId && outcome === 'accepted')
  }

  return {
    ...{ host, call, createOrder, read, mailsTo, urlOf, pathOf },

    checkout: (placed: Placed, key: string = randomUUIDv7()) =>
      insist('the checkout to be answered', () =>
        call('order', `${pathOf(placed)}/checkout`, { method: 'POST', headers: { 'idempotency-key': key } }),
      ),

    /** The order once it has this status and all its jobs have ended well. */
    settled: (placed: Placed, status: InternalOrder['status'], timeoutMs = 90_000): Promise<InternalOrder> =>
      waitFor(
        async () => {
          const order = await read(placed)
          const process = order.processes.at(-1)
          return order.status === status && process?.status === 'completed' && order
        },
        { what: `order ${placed.orderId} to be ${status} with all jobs done`, timeoutMs, intervalMs: 50 },
      ),

    /** What production or invoice did for the order. */
    effectsOf: async (name: 'production' | 'invoice', orderId: string): Promise<JournalLine[]> =>
      (await call(name, '/control/journal')).body.data.filter((line: JournalLine) => line.orderId === orderId),

    walletPayments: async (amountMinor: number): Promise<WalletPayment[]> =>
      (await call('e-wallet', '/control/journal')).body.payments.filter(
        (payment: WalletPayment) => payment.amountMinor === amountMinor,
      ),

    scenario: (scenario: WalletScenario) => call('e-wallet', '/control/scenarios', { method: 'POST', body: scenario }),

    deadLetters: async (queue: string): Promise<DeadLetter[]> =>
      (await call('order', `/api/internal/v1/deadletters?queue=${queue}`)).body.data,

    async stop() {
      await host.remove()
    },
  }
}
