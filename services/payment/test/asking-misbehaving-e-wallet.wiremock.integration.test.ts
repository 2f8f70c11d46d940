import {
  expectCaution,
  expectTries,
  hiccups,
  inTurn,
  lanesOfMisbehaviours,
  sideBySide,
  useWorld,
  waitFor,
} from '@waybill/test-kit'
import { describe, expect, inject, it } from 'vitest'
import { raiseWithWallet } from './support/wallet-world.ts'

const asking = { tries: 2, attemptTimeoutMs: 2_000, totalTimeoutMs: 5_000 }
const submission = { method: 'POST' } as const
const ask = { method: 'GET', path: '/.*[?]merchantReference=.*' } as const
const mismatch = /^provider-mismatch: (another reference|1 EUR instead)/

describe.skipIf(!inject('wiremockUrl'))('asking an e-wallet that misbehaves', sideBySide, () => {
  describe.for(lanesOfMisbehaviours)('lane %#', sideBySide, (lane) => {
    const world = useWorld(raiseWithWallet)
    it.for(lane)(
      'when it $does, it is asked twice, nothing has ended, and it is asked again in half a minute',
      inTurn,
      async (misbehaviour) => {
        const { wallet } = world
        const asked = await world.pending()
        await wallet.misbehave(misbehaviour.name, { times: asking.tries, when: ask })
        await world.due('next_reconcile_at')
        expect(await world.complaint(asked)).toMatch(misbehaviour.reads)
        expectTries(await wallet.calls(ask), misbehaviour, asking)
        expect(await world.read(asked)).toMatchObject({ status: 'pending', version: 2, flag: null })
        const { step, askInSeconds } = await world.row(asked)
        expect(step).toBe(0)
        expect(askInSeconds).toBeGreaterThan(15)
        expect(askInSeconds).toBeLessThanOrEqual(36)

        await world.due('next_reconcile_at')
        await world.becomes(asked, 'succeeded')
        expect(await world.causes(asked)).toEqual(['requested', 'submitted', 'reconcile'])
        expect(await wallet.calls(ask)).toHaveLength(asking.tries + 1)
        expect(await wallet.calls(submission)).toEqual([])
        await expectCaution(wallet, misbehaviour)
      },
    )
  })

  describe('halfway', sideBySide, () => {
    const world = useWorld(raiseWithWallet)
    it.for(hiccups)('when it $does once, the second try of the same ask ends the payment', inTurn, async (hiccup) => {
      const asked = await world.pending()
      await world.wallet.misbehave(hiccup.name, { times: 1, when: ask })
      await world.due('next_reconcile_at')
      await world.becomes(asked, 'succeeded')
      expectTries(await world.wallet.calls(ask), hiccup, asking)
    })

    it.for(['wrong-id', 'wrong-amount'])('when it answers with a %s, the payment is flagged', inTurn, async (name) => {
      const { wallet } = world
      const asked = await world.pending()
      await wallet.misbehave(name, { times: 1, when: ask, at: 'findPaymentRequests' })
      await world.due('next_reconcile_at')
      await waitFor(async () => (await world.read(asked)).flag, { what: 'the flag' })
      expect(await world.read(asked)).toMatchObject({ flag: expect.stringMatching(mismatch) })
      await world.due('next_reconcile_at')
      await world.becomes(asked, 'succeeded')
      expect(await wallet.calls(submission)).toEqual([])
    })
  })
})
