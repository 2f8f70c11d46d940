import { createHmac, randomUUIDv7 } from 'node:crypto'
import { waitFor } from '@waybill/test-kit'
import { expect } from 'vitest'
import type { Canaries } from './canaries.ts'
import type { Placed, System } from './system.ts'

type Ask = { method?: string; headers?: Record<string, string>; body?: string }

export type CanaryStage = ReturnType<typeof createCanaryStage>

export const json = { 'content-type': 'application/json' }
export const ordersOf = (userId: string) => `/api/internal/v1/users/${userId}/orders`

/** The system as a story with canaries uses it: every field of every order has one, and each refusal is kept. */
export function createCanaryStage(system: System, canaries: Canaries) {
  const { serviceKey = '', webhookSecret = '' } = system.host.secrets
  /** Every answer of 400 and more. */
  const errors: { asked: string; status: number; text: string }[] = []
  let keys = 0
  const newKey = (what: string) => canaries.of(`key-of-${what}-${'abcdefghijklmnopqrstuvwxyz'.charAt(keys++)}`)

  async function ask(name: string, path: string, { method = 'GET', headers = {}, body }: Ask = {}) {
    const credential = path.startsWith('/api/internal') ? { authorization: `Bearer ${serviceKey}` } : {}
    const init = { method, headers: { ...credential, ...headers }, ...(body !== undefined && { body }) }
    const askOnce = async () => {
      const response = await fetch(`${new URL(system.urlOf(name)).origin}${path}`, { ...init, redirect: 'manual' })
      return { status: response.status, text: await response.text() }
    }
    const isAnswer = ({ text }: { text: string }) => !text.includes('"code":"overloaded"') // the machine may be busy
    const answer = await waitFor(async () => [await askOnce()].find(isAnswer), { what: `${method} ${path}` })
    if (answer.status >= 400) errors.push({ asked: `${method} ${name}`, ...answer })
    return answer
  }

  const newOrder = (unitPriceMinor: number, email = 'email') => ({
    name: canaries.of('order-name'),
    customerName: canaries.of('customer-name'),
    customerEmail: canaries.address(email),
    currency: 'EUR',
    items: [{ sku: canaries.of('sku'), name: canaries.of('item-name'), quantity: 1, unitPriceMinor }],
  })

  async function place(unitPriceMinor: number, email?: string): Promise<Placed> {
    const userId = randomUUIDv7()
    const headers = { ...json, 'idempotency-key': newKey('order') }
    const body = JSON.stringify(newOrder(unitPriceMinor, email))
    const { status, text } = await ask('order', ordersOf(userId), { method: 'POST', headers, body })
    expect(status).toBe(201)
    return { userId, orderId: JSON.parse(text).id, name: canaries.of('order-name') }
  }

  const checkout = (order: Placed) => system.checkout(order, newKey('checkout'))

  /** The headers of a webhook as the provider would sign it. */
  function signed(id: string, body: string): Record<string, string> {
    const timestamp = Math.floor(Date.now() / 1_000).toString()
    const key = Buffer.from(webhookSecret.replace('whsec_', ''), 'base64')
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
    return { ...json, 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
  }

  return { system, canaries, errors, ask, newOrder, place, checkout, signed }
}
