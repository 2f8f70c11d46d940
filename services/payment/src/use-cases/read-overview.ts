import type { PaymentOverview } from '@waybill/contracts'
import type { Totals, Urgent } from '../repositories/figures.ts'
import type { RefusedWebhooks } from '../repositories/refused-webhooks.ts'

type Deps = {
  urgent: () => Promise<Urgent>
  /** May be some seconds old: what has ended since is in no figure for as long. */
  totals: () => Promise<Totals>
  refused: Pick<RefusedWebhooks, 'total'>
}

/** What an operator sees first: all that is open as of now, beside how much is over. */
export function createReadOverview(deps: Deps) {
  return async (): Promise<PaymentOverview> => {
    const [open, over] = await Promise.all([deps.urgent(), deps.totals()])
    const { oldestSeconds: oldestPayment, ...payments } = open.payments
    const { oldestSeconds: oldestWebhook, ...webhooks } = open.webhooks
    return {
      payments: { ...payments, ...over.payments },
      unanswered: { count: payments.submitting + payments.pending, oldestSeconds: oldestPayment },
      flagged: open.flagged,
      webhooks: { ...webhooks, ...over.webhooks },
      waitingWebhooks: { count: webhooks.received + webhooks.waiting_for_payment, oldestSeconds: oldestWebhook },
      confirmations: open.confirmations,
      refusedWebhooks: deps.refused.total(),
    }
  }
}

export type ReadOverview = ReturnType<typeof createReadOverview>
