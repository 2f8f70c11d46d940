import { createHmac } from 'node:crypto'
import { webhookHeaders } from '@waybill/contracts'
import { createGate } from '../driver/gate.ts'
import type { FaultContext } from './fault.ts'
import { createPace } from './pace.ts'

const plannedAtOnce = 16

/**
 * The provider's webhooks in disorder: the e-wallet is told beforehand which payment meets which scenario. And a forger, who
 * signs by a key of his own: his event ids begin with `msg_forged`.
 */
export function createWebhookFaults({ system, orders, record, random, now }: FaultContext) {
  const planScenario = async ({ amountMinor, scenario }: FaultContext['orders'][number]): Promise<void> => {
    if (!scenario) return
    const body = { scenario, match: { amountMinor } }
    await system.insist('e-wallet', '/control/scenarios', { method: 'POST', body })
    record.inject('webhooks', 'e-wallet', scenario)()
  }

  let forged = 0
  const forgers = createPace({
    random,
    everyMs: [500, 3_000],
    async act() {
      forged += 1
      const id = `msg_forged${String(forged).padStart(6, '0')}`
      const reference = `01900000-0000-7000-8000-${String(forged).padStart(12, '0')}`
      await system.call('payment', '/api/v1/payments/webhook', forgery(id, reference, now()))
      record.inject('forged-webhook', 'payment', id)()
    },
  })

  return {
    async start(): Promise<void> {
      const gate = createGate(plannedAtOnce)
      await Promise.all(orders.map((order) => gate.through(() => planScenario(order))))
      forgers.start()
    },
    stop: forgers.stop,
  }
}

function forgery(id: string, merchantReference: string, at: Date) {
  const data = { paymentRequestId: id, merchantReference, amountMinor: 100, currency: 'EUR' }
  const body = { type: 'payment.succeeded', timestamp: at.toISOString(), data }
  const timestamp = String(Math.floor(at.getTime() / 1_000))
  const signed = `${id}.${timestamp}.${JSON.stringify(body)}`
  const signature = `v1,${createHmac('sha256', 'a key of his own, 32 bytes long!').update(signed).digest('base64')}`
  const { id: idHeader, timestamp: timeHeader, signature: signatureHeader } = webhookHeaders
  return {
    method: 'POST',
    headers: { [idHeader]: id, [timeHeader]: timestamp, [signatureHeader]: signature },
    body,
  }
}
