import { AppError } from '@waybill/errors'
import type { StoredAnswer } from '@waybill/idempotency'
import { describe, expect, it } from 'vitest'
import { createRunOwned } from '../src/use-cases/checkout-order.ts'
import type { RunCheckout } from '../src/use-cases/run-checkout.ts'

const owned = { scope: 'u:1', key: 'k', fence: 1, userId: 'u', orderId: 'o', startedAttempt: null }
const answer: StoredAnswer = { status: 202, body: '{}', replayed: false }

function raise(runCheckout: RunCheckout) {
  const done: string[] = []
  const runOwned = createRunOwned({
    runCheckout,
    completeKey: async (_, ending) => {
      done.push('refusal' in ending ? `refused ${ending.refusal.code}` : `answered ${ending.status}`)
      if ('refusal' in ending) throw ending.refusal
      return answer
    },
    releaseKey: async () => {
      done.push('released')
    },
  })
  return { run: () => runOwned(owned), done }
}

const accepted = { orderId: 'o', status: 'payment_pending' as const, payment: { id: null, status: 'requested' } }

describe('a checkout under a key', () => {
  it('when it is accepted or refused, that is kept and the key is not given up', async () => {
    const good = raise(async () => accepted)
    expect(await good.run()).toEqual(answer)
    expect(good.done).toEqual(['answered 202'])
    const refused = raise(() => Promise.reject(new AppError('conflict', 'order-not-payable', 'paid')))
    await expect(refused.run()).rejects.toThrow('paid')
    expect(refused.done).toEqual(['refused order-not-payable'])
  })

  it.each([new AppError('unavailable', 'database-unavailable', 'try again'), new Error('unforeseen')])(
    'when it fails by %s, nothing is kept and a repeat need not wait for the lock to end',
    async (error) => {
      const failed = raise(() => Promise.reject(error))
      await expect(failed.run()).rejects.toBe(error)
      expect(failed.done).toEqual(['released'])
    },
  )
})
