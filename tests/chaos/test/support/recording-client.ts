import { createHash, randomUUIDv7 } from 'node:crypto'
import type { AppHost } from '@waybill/apphost'
import { customerName, type DriverLog, type Try } from '../../src/evidence.ts'

type Sent = { method: string; path: string; key?: string; body?: unknown; headers?: Record<string, string> }
type Placed = { orderId: string; totalMinor: number }

/** A shop's client that keeps the log which the checker compares with. All its orders are of one user. */
export function createRecordingClient(host: AppHost, log: DriverLog) {
  const userId = randomUUIDv7()
  const orders = `/users/${userId}/orders`
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

  async function send(name: string, { method, path, key, body, headers = {} }: Sent) {
    const internal = path.startsWith('/api/internal') && { authorization: `Bearer ${host.secrets.serviceKey}` }
    const json = body !== undefined && { 'content-type': 'application/json' }
    const response = await fetch(`${host.resource(name).url}${path}`, {
      method,
      headers: { ...internal, ...json, ...(key && { 'idempotency-key': key }), ...headers },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, text, body: text.startsWith('{') ? JSON.parse(text) : undefined }
  }

  async function recorded(operation: Try['operation'], sent: Sent, known: string | null = null) {
    const at = new Date().toISOString()
    const { status, text, body } = await send('order', sent)
    const { id = null, version = null, totalMinor = null, code = null } = body ?? {}
    const [key, requestHash] = [sent.key ?? null, sha256(sent.path + JSON.stringify(sent.body ?? null))]
    const answered = { status, answerHash: sha256(text), code, endedAt: new Date().toISOString() }
    const orderId = known ?? id
    log.tries.push({ at, operation, userId, orderId, key, requestHash, ...answered, version, totalMinor })
    return { status, body }
  }

  return {
    send,

    async create(totalMinor: number, customerEmail = 'jose@example.com', key = randomUUIDv7()): Promise<Placed> {
      const items = [
        { sku: 'mug', name: 'Mug', quantity: 1, unitPriceMinor: totalMinor - 200 },
        { sku: 'card', name: 'Card', quantity: 2, unitPriceMinor: 100 },
      ]
      const body = { name: 'A present', customerName, customerEmail, currency: 'EUR', items }
      const { body: order } = await recorded('create', { method: 'POST', path: `/api/internal/v1${orders}`, key, body })
      return { orderId: order.id, totalMinor }
    },

    checkout: ({ orderId }: Placed, key = randomUUIDv7()) =>
      recorded('checkout', { method: 'POST', path: `/api/v1${orders}/${orderId}/checkout`, key }, orderId),

    read: async ({ orderId }: Placed): Promise<{ status: string }> =>
      (await recorded('read', { method: 'GET', path: `/api/v1${orders}/${orderId}` }, orderId)).body,
  }
}
