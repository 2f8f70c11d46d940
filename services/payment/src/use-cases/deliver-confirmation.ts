import { retryAfterMsOf } from '@waybill/errors'
import type { Confirmations, DueConfirmation } from '../repositories/confirmations.ts'

type Deps = {
  confirmations: Pick<Confirmations, 'delivered' | 'postpone'>
  /** Tells order, and returns whether the order could take the fact; throws when order has not answered. */
  confirm: (confirmation: DueConfirmation) => Promise<{ applied: boolean }>
  pauseMs: (attempts: number) => number
}

/** Tells order how a payment ended. When order has not answered 200, it is told again after a pause, no sooner than it asked for. */
export function createDeliverConfirmation({ confirmations, confirm, pauseMs }: Deps) {
  return async (confirmation: DueConfirmation): Promise<void> => {
    try {
      const { applied } = await confirm(confirmation)
      await confirmations.delivered(confirmation.paymentId, applied)
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error)
      const pause = Math.max(pauseMs(confirmation.attempts), retryAfterMsOf(error))
      await confirmations.postpone(confirmation, text.slice(0, 500), pause)
      throw error
    }
  }
}
