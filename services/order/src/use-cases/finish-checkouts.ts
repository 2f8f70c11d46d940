import { isKeptRefusal, type StoredAnswer } from '@waybill/idempotency'
import type { Checkouts } from '../repositories/checkouts.ts'
import type { OwnedCheckout } from '../repositories/keyed-requests.ts'
import type { SettleAttempt } from './settle-attempt.ts'

type Subject = { userId: string; orderId: string }

type Deps = {
  takeOverKeys: (limit: number) => Promise<OwnedCheckout[]>
  runOwned: (owned: OwnedCheckout) => Promise<StoredAnswer>
  checkouts: Pick<Checkouts, 'takeUnanswered'>
  settleAttempt: SettleAttempt
  /** Nobody's request is under way here: each subject is worked on in a scope of its own. */
  inScope: (subject: Subject, work: () => Promise<void>) => Promise<void>
  failed: (error: unknown, subject: Subject) => void
}

const atOnce = 10

/**
 * Finishes what nobody waits for any more: checkouts whose run ended in the middle, and attempts that payment has not
 * answered. A refusal is an end like any other. Safe with many replicas. Returns how many it took.
 */
export function createFinishCheckouts(deps: Deps) {
  const finish = <T extends Subject>(subject: T, work: (subject: T) => Promise<unknown>) =>
    deps.inScope(subject, async () => {
      await work(subject).catch((error: unknown) => {
        if (!isKeptRefusal(error)) deps.failed(error, subject)
      })
    })

  return async (): Promise<number> => {
    const owned = await deps.takeOverKeys(atOnce)
    const attempts = await deps.checkouts.takeUnanswered(atOnce)
    await Promise.all([
      ...owned.map((checkout) => finish(checkout, deps.runOwned)),
      ...attempts.map((attempt) => finish(attempt, deps.settleAttempt)),
    ])
    return owned.length + attempts.length
  }
}

export type FinishCheckouts = ReturnType<typeof createFinishCheckouts>
