import { waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWalletFixture, type WalletFixture } from './support/wallet-fixture.ts'

let wallet: WalletFixture

beforeAll(async () => {
  wallet = await startWalletFixture()
})
afterAll(() => wallet.stop())

type Asked = Parameters<WalletFixture['find']>[0]

const typesOf = (asked: Asked) => wallet.merchant.receivedFor(asked.merchantReference).map(({ type }) => type)
const isDecided = (asked: Asked) =>
  waitFor(async () => (await wallet.find(asked))[0]?.status !== 'undecided', { what: 'the decision' })
/** The sender has worked off what was due by now. */
async function senderHasPassed() {
  const asked = wallet.newRequest(1_099)
  await wallet.pay(asked)
  await wallet.told(asked, 1)
}
const addScenario = (scenario: object) => wallet.call('POST', '/control/scenarios', scenario)

describe('a scenario', () => {
  it('when it is duplicate, one event comes two to five times under one id', async () => {
    const { asked } = await wallet.payUnder('duplicate')
    const webhooks = await wallet.told(asked, 2)
    expect(new Set(webhooks.map(({ id }) => id)).size).toBe(1)
    await isDecided(asked)
    expect(webhooks.length).toBeLessThanOrEqual(5)
  })

  it('when it is out-of-order, an event that should come first comes last', async () => {
    const { asked } = await wallet.payUnder('out-of-order')
    await wallet.told(asked, 2)
    expect(typesOf(asked)).toEqual(['payment.succeeded', 'payment.processing'])
  })

  it('when it is early, the merchant was told before the request is answered, and only once', async () => {
    const { asked, answer } = await wallet.payUnder('early')
    expect(answer.status).toBe(202)
    expect(typesOf(asked)).toEqual(['payment.succeeded'])
    expect((await wallet.pay(asked)).status).toBe(202)
    await senderHasPassed()
    expect(typesOf(asked)).toHaveLength(1)
  })

  it('when it is late, the truth is there long before the webhook', async () => {
    const { asked } = await wallet.payUnder('late')
    const [webhook] = await wallet.told(asked, 1)
    const [payment] = await wallet.find(asked)
    expect(webhook?.receivedAtMs).toBeGreaterThan(Date.parse(payment?.decidedAt ?? '') + 900)
  })

  it('when it is never, there is no webhook, but the truth', async () => {
    const { asked } = await wallet.payUnder('never', 1_011)
    await isDecided(asked)
    await senderHasPassed()
    expect(typesOf(asked)).toEqual([])
    expect(await wallet.find(asked)).toMatchObject([{ status: 'failed' }])
  })

  it.each(['bad-signature', 'stale-timestamp'] as const)(
    'when it is %s, the first try is not genuine and the next is',
    async (scenario) => {
      const { asked } = await wallet.payUnder(scenario)
      const webhooks = await wallet.told(asked, 2)
      expect(webhooks.map(({ isGenuine }) => isGenuine)).toEqual([false, true])
      const { deliveries } = await wallet.journal()
      const variants = deliveries.filter(({ merchantReference }) => merchantReference === asked.merchantReference)
      expect(variants[0]).toMatchObject({ variant: scenario, answer: 401 })
    },
  )

  it.each([1_099, 1_011])(
    'when it is contradictory and the amount %i, the truth and a failure come, never a false success',
    async (amount) => {
      const { asked } = await wallet.payUnder('contradictory', amount)
      const webhooks = await wallet.told(asked, 2)
      expect(new Set(webhooks.map(({ id }) => id)).size).toBe(2)
      const expected = amount === 1_099 ? ['payment.failed', 'payment.succeeded'] : ['payment.failed', 'payment.failed']
      expect(typesOf(asked).toSorted()).toEqual(expected)
    },
  )

  it('when it is error-then-success, the first request has no effect and its repeat works', async () => {
    const { asked, answer } = await wallet.payUnder('error-then-success')
    expect(answer).toMatchObject({ status: 500, body: { code: 'internal-error' } })
    expect(await wallet.find(asked)).toEqual([])
    expect((await wallet.pay(asked)).status).toBe(202)
    await wallet.told(asked, 1)
  })

  it('when it has an outcome, that counts and not the amount, also after an error', async () => {
    for (const scenario of ['duplicate', 'error-then-success']) {
      const asked = wallet.newRequest(2_099)
      const { merchantReference } = asked
      await addScenario({ scenario, outcome: 'failed', match: { merchantReference } })
      await wallet.pay(asked)
      await wallet.pay(asked)
      await isDecided(asked)
      expect(await wallet.find(asked)).toMatchObject([{ status: 'failed' }])
    }
  })

  it('when it matches an amount a number of times, each payment takes one turn, whatever is repeated', async () => {
    const amountMinor = 7_799
    await addScenario({ scenario: 'never', match: { amountMinor }, times: 2 })
    await addScenario({ scenario: 'error-then-success', match: { amountMinor }, times: 1 })
    const asked = Array.from({ length: 4 }, () => wallet.newRequest(amountMinor))
    const answers: number[] = []
    for (const each of asked) {
      const repeats = await Promise.all(Array.from({ length: 5 }, () => wallet.pay(each)))
      answers.push(repeats.filter(({ status }) => status === 500).length)
    }
    expect(answers).toEqual([0, 0, 1, 0])
    await Promise.all(asked.slice(2).map((each) => wallet.told(each, 1)))
    expect(asked.slice(0, 2).flatMap(typesOf)).toEqual([])
  })

  it('when they are asked for, it is those with turns left, the next to apply first, and how many are left', async () => {
    await wallet.call('DELETE', '/control/scenarios')
    const amountMinor = 8_899
    const added = [
      { scenario: 'never', match: { amountMinor } },
      { scenario: 'duplicate', match: { amountMinor }, times: 2 },
      { scenario: 'late', outcome: 'failed', match: { merchantReference: 'nobody asks for this' }, times: 3 },
      { scenario: 'early' },
    ]
    const ids: string[] = []
    for (const scenario of added) ids.push((await addScenario(scenario)).body.id)
    const pending = async () => (await wallet.call('GET', '/control/scenarios')).body.data
    const all = added.map((scenario, place) => ({ id: ids[place], times: 1, match: {}, ...scenario }))
    expect(await pending()).toEqual(all)
    await wallet.pay(wallet.newRequest(amountMinor))
    expect(await pending()).toEqual(all.slice(1))
    await wallet.pay(wallet.newRequest(amountMinor))
    expect(await pending()).toEqual([{ ...all[1], times: 1 }, all[2], all[3]])
    await wallet.call('DELETE', '/control/scenarios')
    expect(await pending()).toEqual([])
  })

  it('when all are deleted, payments go as they should', async () => {
    await addScenario({ scenario: 'never', times: 100 })
    expect((await wallet.call('DELETE', '/control/scenarios')).status).toBe(204)
    await senderHasPassed()
  })

  it.each([
    { scenario: 'explode' },
    { scenario: 'never', times: 0 },
    { scenario: 'never', outcome: 'maybe' },
    { scenario: 'never', match: { currency: 'EUR' } },
  ])('when it is %o, it is 400', async (odd) => {
    expect((await addScenario(odd)).status).toBe(400)
  })
})
