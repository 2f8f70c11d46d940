import {
  expectCaution,
  expectProbe,
  expectSameRequest,
  expectTries,
  hiccups,
  inTurn,
  lanesOfMisbehaviours,
  quietAfter,
  sideBySide,
  useWorld,
  waitFor,
} from '@waybill/test-kit'
import { describe, expect, inject, it } from 'vitest'
import { raiseUnasking, raiseWithWallet } from './support/wallet-world.ts'

const submitting = { tries: 2, attemptTimeoutMs: 3_000, totalTimeoutMs: 7_000 }
const submission = { method: 'POST' } as const
const mismatch = /^provider-mismatch: (another reference|1 EUR instead)/

describe.skipIf(!inject('wiremockUrl'))('submitting a payment to an e-wallet that misbehaves', sideBySide, () => {
  describe('down', sideBySide, () => {
    const world = useWorld(raiseUnasking)
    it(
      'when it is down, some calls find that out, then nobody calls for 5 s, then one call tries',
      inTurn,
      async () => {
        const { wallet } = world
        const recover = await wallet.misbehave('fails', { when: submission })
        const asked = await Promise.all(Array.from({ length: 10 }, world.request))
        const before = await quietAfter(8, () => wallet.calls(submission))
        await wallet.misbehave('slow', { times: 1, when: submission })
        await recover()
        await world.due('next_submit_at')
        const areTaken = async () =>
          (await Promise.all(asked.map(world.read))).every(({ status }) => status !== 'submitting')
        await waitFor(areTaken, { what: 'all to be taken', timeoutMs: 30_000, intervalMs: 100 })

        const calls = await wallet.calls(submission)
        expectProbe(calls, before)
        for (const each of asked) {
          expectSameRequest(calls.filter(({ key }) => key === each.paymentId))
          expect((await world.causes(each)).slice(0, 2)).toEqual(['requested', 'submitted'])
        }
      },
    )
  })

  describe.for(lanesOfMisbehaviours)('lane %#', sideBySide, (lane) => {
    const world = useWorld(raiseUnasking)
    it.for(lane)(
      'when it $does, it is asked twice under one key, nothing has ended, and the next try ends it',
      inTurn,
      async (misbehaviour) => {
        const { wallet } = world
        await wallet.misbehave(misbehaviour.name, { times: submitting.tries, when: submission })
        const asked = await world.request()
        expect(await world.complaint(asked)).toMatch(misbehaviour.reads)
        expect(await world.read(asked)).toMatchObject({
          ...{ status: 'submitting', version: 1, flag: null, failureReason: null, providerPaymentId: null },
        })
        expectTries(await wallet.calls(submission), misbehaviour, submitting)

        await world.due('next_submit_at')
        await world.becomes(asked, 'pending')
        expect(await world.causes(asked)).toEqual(['requested', 'submitted'])
        const calls = await wallet.calls(submission)
        const { paymentId: merchantReference, amountMinor, currency } = asked
        expect(calls[0]).toMatchObject({ key: merchantReference, body: { merchantReference, amountMinor, currency } })
        expect(calls).toHaveLength(submitting.tries + 1)
        expectSameRequest(calls)
        await expectCaution(wallet, misbehaviour)
      },
    )
  })

  describe('halfway', sideBySide, () => {
    const world = useWorld(raiseWithWallet)
    it.for(hiccups)('when it $does once, the second try of the same call is taken', inTurn, async (hiccup) => {
      await world.wallet.misbehave(hiccup.name, { times: 1, when: submission })
      const asked = await world.request()
      await world.becomes(asked, 'pending')
      expectTries(await world.wallet.calls(submission), hiccup, submitting)
      expect(await world.causes(asked)).toEqual(['requested', 'submitted'])
    })

    it('when it is slow, it is waited for and asked once', inTurn, async () => {
      await world.wallet.misbehave('slow', { times: 1, when: submission })
      const asked = await world.request()
      await world.becomes(asked, 'pending')
      expect(await world.wallet.calls(submission)).toHaveLength(1)
    })

    it('when it asks for more peace than a call has time, it has it', inTurn, async () => {
      await world.wallet.misbehave('too-many-for-long', { times: 1, when: submission })
      const asked = await world.request()
      await waitFor(async () => (await world.row(asked)).submitInSeconds > 20, { what: 'the next try to be put off' })
      expect((await world.row(asked)).askInSeconds).toBeGreaterThan(20)
      expect(await world.wallet.calls(submission)).toHaveLength(1)
    })

    it.for(['wrong-id', 'wrong-amount'])(
      'when it takes it with a %s, the payment is flagged, not sent again, and its end found by reference',
      inTurn,
      async (name) => {
        const { wallet } = world
        await wallet.misbehave(name, { times: 1, when: submission, at: 'createPaymentRequest' })
        const asked = await world.request()
        await world.becomes(asked, 'succeeded') // a flag asks at once
        expect((await world.read(asked)).flag).toMatch(mismatch)
        expect(await world.causes(asked)).toEqual(['requested', 'submitted', 'reconcile'])
        expect(await wallet.calls(submission)).toHaveLength(1)
      },
    )
  })
})
