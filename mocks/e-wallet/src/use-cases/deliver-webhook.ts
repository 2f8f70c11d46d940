import { pauseMs } from '../domain/deliveries.ts'
import type { TakenWebhook, Webhooks } from '../repositories/webhooks.ts'

type Deps = {
  webhooks: Pick<Webhooks, 'delivered'>
  /** Sends it signed, and returns the status of the answer, or `null` when there was none. */
  send: (webhook: TakenWebhook) => Promise<number | null>
  longestPauseMs: number
}

/** Sends a webhook, the first time as its scenario wants it and later as it should be; again until it is acknowledged by a 2xx. */
export function createDeliverWebhook({ webhooks, send, longestPauseMs }: Deps) {
  return async (webhook: TakenWebhook): Promise<void> => {
    const { id, attempts } = webhook
    const variant = attempts === 1 ? webhook.variant : 'true'
    const answer = await send({ ...webhook, variant })
    await webhooks.delivered({ id, variant, answer, pauseMs: pauseMs(attempts, longestPauseMs) })
  }
}

export type DeliverWebhook = ReturnType<typeof createDeliverWebhook>
