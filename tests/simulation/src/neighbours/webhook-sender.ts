import { createHmac } from 'node:crypto'
import { paymentWebhookApi, type WalletPayment } from '@waybill/contracts'
import type { Life } from '../machine/life.ts'
import type { World } from '../world.ts'
import type { Scenario } from './scenarios.ts'

export const webhookKey = Buffer.alloc(32, 'k')

type Event = { id: string; body: string }
type Told = { delayMs?: number; key?: Uint8Array }

/** Tells payment how payments ended, signed, again with growing pauses until it is acknowledged; or otherwise, as the scenario wants. */
export function createWebhookSender({ chance, network, newId }: World, life: Life) {
  const call = network.clientOf(life, 'payment', 5_000) as unknown as (route: object, input: object) => Promise<Answer>
  const lies = new Set<string>()
  const poisoned = new Set<string>()
  type Answer = { status: number }

  async function deliver({ id, body }: Event, { delayMs = 0, key = webhookKey }: Told = {}): Promise<void> {
    await life.pause(delayMs)
    for (let tries = 1; tries <= 8; tries += 1) {
      const timestamp = String(Math.floor(life.now().getTime() / 1_000))
      const signature = `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
      const request = { id, timestamp, signature, body: Buffer.from(body) }
      const answer = await call(paymentWebhookApi.receive, request).catch(() => ({ status: 503 }))
      if (answer.status === 204 || key !== webhookKey) return
      await life.pause(500 * 2 ** tries)
    }
  }

  const newEvent = (payment: WalletPayment, type: string): Event => ({
    id: `msg_${newId()}`,
    body: bodyOf(payment, type),
  })

  function lie(payment: WalletPayment): void {
    const event = newEvent(payment, 'payment.failed')
    lies.add(event.id)
    void deliver(event, { delayMs: chance.between(0, 15_000) })
  }

  function poison(event: Event, payment: WalletPayment): void {
    poisoned.add(event.id)
    const body = bodyOf({ ...payment, amountMinor: payment.amountMinor + 1 }, 'payment.succeeded')
    void deliver({ id: event.id, body }, { delayMs: chance.between(0, 5_000) })
  }

  return {
    ...{ lies, poisoned, lie },

    /** Tells of a decided payment. */
    tell(payment: WalletPayment, scenario: Scenario): void {
      if (scenario === 'never') return
      const event = newEvent(payment, `payment.${payment.status}`)
      void deliver(event, { delayMs: scenario === 'late' ? chance.between(20_000, 60_000) : 0 })
      if (scenario === 'repeated') {
        for (let more = chance.between(1, 4); more > 0; more -= 1) {
          void deliver(event, { delayMs: chance.between(0, 20_000) })
        }
      }
      if (scenario === 'contradictory' && payment.status === 'succeeded') lie(payment)
      if (scenario === 'forged') void deliver(newEvent(payment, 'payment.failed'), { key: Buffer.alloc(32, 'x') })
      if (scenario === 'two-bodies') poison(event, payment)
      if (scenario === 'other-type') void deliver(newEvent(payment, 'payment.seen'))
    },
  }
}

function bodyOf(
  { paymentRequestId, merchantReference, amountMinor, currency, ...payment }: WalletPayment,
  type: string,
) {
  const figures = { paymentRequestId, merchantReference, amountMinor, currency }
  const reason = type === 'payment.failed' && { failureReason: 'declined' as const }
  return JSON.stringify({ type, timestamp: payment.decidedAt ?? payment.createdAt, data: { ...figures, ...reason } })
}
