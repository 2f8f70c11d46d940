import { eWalletApi, type WalletPayment } from '@waybill/contracts'
import { createLife } from '../machine/life.ts'
import { createRoutes } from '../network/routes.ts'
import type { World } from '../world.ts'
import { type Scenario, scenarios } from './scenarios.ts'
import { createWebhookSender } from './webhook-sender.ts'

/** How the money of an amount ends: as at the e-wallet's stand-in, and .55 is refused at once. */
export const refusedCents = 55
const endOf = (amountMinor: number, isLucky: boolean) => {
  const cents = amountMinor % 100
  if (cents === 99) return 'succeeded'
  return cents === 11 || !isLucky ? 'failed' : 'succeeded'
}

export type Wallet = ReturnType<typeof startWallet>

/** The payment provider: one reference is one payment, decided 3 to 10 s later, asked it tells the truth. Its webhooks are another matter. */
export function startWallet(world: World) {
  const { chance, clock, network } = world
  const life = createLife({ name: 'e-wallet', clock })
  const payments = new Map<string, WalletPayment>()
  const sender = createWebhookSender(world, life)
  const routes = createRoutes()

  function decide(reference: string, scenario: Scenario): void {
    const payment = payments.get(reference)
    if (payment?.status !== 'undecided') return
    const status = endOf(payment.amountMinor, chance.happens(0.6))
    const failureReason = status === 'failed' ? 'declined' : null
    const decided = { ...payment, status, failureReason, decidedAt: life.now().toISOString() } as const
    payments.set(reference, decided)
    sender.tell(decided, scenario)
  }

  async function take(reference: string, amountMinor: number, currency: WalletPayment['currency']): Promise<void> {
    const paymentRequestId = `wpr_${payments.size + 1}`
    const times = { createdAt: life.now().toISOString(), decidedAt: null }
    const undecided = { status: 'undecided' as const, failureReason: null, ...times }
    const payment = { paymentRequestId, merchantReference: reference, amountMinor, currency, ...undecided }
    payments.set(reference, payment)
    const scenario = chance.oneOf(scenarios)
    if (scenario === 'contradictory' && amountMinor % 100 === 99) sender.lie(payment)
    if (scenario === 'early') {
      decide(reference, scenario)
      await life.pause(chance.between(0, 2_500))
    } else {
      clock.after(chance.between(3_000, 10_000), () => decide(reference, scenario))
    }
  }

  routes.on(eWalletApi.request, async ({ body: { merchantReference, amountMinor, currency } }) => {
    if (amountMinor % 100 === refusedCents) return { status: 422, body: { code: 'not-possible' } }
    if (!payments.has(merchantReference)) await take(merchantReference, amountMinor, currency)
    return { status: 202, body: payments.get(merchantReference) }
  })
  routes.on(eWalletApi.find, async ({ query }) => {
    const found = payments.get(query?.merchantReference ?? '')
    return { status: 200, body: { data: found ? [found] : [], nextAfter: null } }
  })
  network.listen('e-wallet', { life, routes })
  return { payments, lies: sender.lies, poisoned: sender.poisoned }
}
