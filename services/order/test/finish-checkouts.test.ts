import { AppError } from '@waybill/errors'
import { currentContext } from '@waybill/request-context'
import { seededRandom, sequentialIds } from '@waybill/test-kit'
import { expect, it } from 'vitest'
import type { Attempt } from '../src/repositories/checkouts.ts'
import { createFinishCheckouts } from '../src/use-cases/finish-checkouts.ts'
import { createCheckoutScope } from '../src/workers/checkout-scope.ts'

const refusal = new AppError('conflict', 'payment-refused', 'The payment was refused')
const outage = new AppError('unavailable', 'database-unavailable', 'Try again')

async function finish(settle: () => Promise<never>, run: () => Promise<never>) {
  const failures: [unknown, string][] = []
  const owned = { scope: 'u:1', key: 'k', fence: 2, userId: 'u', orderId: 'taken-over', startedAttempt: null }
  const taken = await createFinishCheckouts({
    takeOverKeys: async () => [owned],
    runOwned: run,
    checkouts: { takeUnanswered: async () => [{ id: 'a', userId: 'u', orderId: 'unanswered' } as Attempt] },
    settleAttempt: settle,
    inScope: createCheckoutScope({ newId: sequentialIds(1), random: seededRandom(1) }),
    failed: (error, { orderId }) => void failures.push([error, orderId]),
  })()
  return { taken, failures }
}

it('when payment refuses what is finished, that is an end and nothing to warn of', async () => {
  const refuse = () => Promise.reject(refusal)
  expect(await finish(refuse, refuse)).toEqual({ taken: 2, failures: [] })
})

it('when one cannot be finished, it is told and the other is finished all the same', async () => {
  const { failures } = await finish(
    () => Promise.reject(outage),
    () => Promise.reject(refusal),
  )
  expect(failures).toEqual([[outage, 'unanswered']])
})

it('when they are finished, each has a request id, a trace and its order for its log lines and calls', async () => {
  const contexts: ReturnType<typeof currentContext>[] = []
  const look = () => {
    contexts.push(currentContext())
    return Promise.reject(refusal)
  }
  await finish(look, look)
  expect(contexts.map((context) => context?.orderId).sort()).toEqual(['taken-over', 'unanswered'])
  expect(new Set(contexts.map((context) => context?.requestId)).size).toBe(2)
  expect(new Set(contexts.map((context) => context?.traceparent)).size).toBe(2)
})
