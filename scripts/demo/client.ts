import type { RunningSystem } from '../../infra/apphost/src/index.ts'
import type { OrderDetails, OrderPage, OrderSummary } from '../../shared/contracts/src/index.ts'

export type DemoClient = ReturnType<typeof createClient>

type Call = { method?: string; headers?: Record<string, string>; body?: unknown }

/** The calls that a shop's front end makes, and a look into the neighbours' journals. */
export function createClient(system: RunningSystem) {
  async function call<T>(name: string, path: string, { method = 'GET', headers = {}, body }: Call = {}): Promise<T> {
    const response = await fetch(`${system.urlOf(name)}${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`)
    return JSON.parse(text) as T
  }

  const ordersOf = (userId: string) => `/api/v1/users/${userId}/orders`
  return {
    search: (userId: string, query: Record<string, string>) =>
      call<OrderPage>('order', `${ordersOf(userId)}?${new URLSearchParams(query)}`),
    read: ({ userId, id }: OrderSummary) => call<OrderDetails>('order', `${ordersOf(userId)}/${id}`),
    checkout: ({ userId, id }: OrderSummary, idempotencyKey: string) =>
      call<{ status: string }>('order', `${ordersOf(userId)}/${id}/checkout`, {
        ...{ method: 'POST', headers: { 'idempotency-key': idempotencyKey } },
      }),
    create: (userId: string, body: unknown, idempotencyKey: string) =>
      call<OrderSummary>('order', `/api/internal/v1/users/${userId}/orders`, {
        method: 'POST',
        headers: { authorization: `Bearer ${system.serviceKey}`, 'idempotency-key': idempotencyKey },
        body,
      }),
    /** How often production or invoice did something for the order. */
    async effectsOf(name: 'production' | 'invoice', orderId: string): Promise<number> {
      const { data } = await call<{ data: { orderId: string }[] }>(name, '/control/journal')
      return data.filter((line) => line.orderId === orderId).length
    },
    /** The templates of the mails that were sent for the order. */
    async mailsOf(orderId: string): Promise<string[]> {
      const templates: string[] = []
      let after: string | null = ''
      do {
        const page: MailPage = await call('mailbox', `/control/journal?${new URLSearchParams(after ? { after } : {})}`)
        templates.push(...page.data.filter(isOf(orderId)).map(({ waybill }) => waybill.template ?? ''))
        after = page.nextAfter
      } while (after)
      return templates
    },
  }
}

type Mail = { waybill: Record<string, string>; outcome: string }
type MailPage = { data: Mail[]; nextAfter: string | null }

const isOf = (orderId: string) => (mail: Mail) => mail.waybill.order === orderId && mail.outcome === 'accepted'
