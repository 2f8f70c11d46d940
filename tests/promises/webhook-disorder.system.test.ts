// R9: the provider's webhooks in disorder. Judged by the invariants of tests/chaos: L4 to L8 and S5 tell of ends, M1 to M6 of money.
import { expect, it } from 'vitest'
import { count, say } from './support/figures.ts'
import { runPromised } from './support/run-promised.ts'

const orders = Number(process.env.PROMISE_ORDERS ?? 1_000)

/** Of all payments. */
const promised = [
  { what: 'repeated', share: 0.1, scenarios: ['duplicate'] },
  { what: 'reordered', share: 0.2, scenarios: ['out-of-order', 'late'] },
  { what: 'never', share: 0.1, scenarios: ['never'] },
  { what: 'early', share: 0.1, scenarios: ['early'] },
  { what: 'badly signed', share: 0.05, scenarios: ['bad-signature'] },
  { what: 'contradictory', share: 0.02, scenarios: ['contradictory'] },
]

it('when webhooks come repeated, reordered, early, never, badly signed and contradictory, all settles and nothing twice', async () => {
  const { log, violations } = await runPromised({ orders, seconds: Math.ceil(orders * 0.12), faults: ['webhooks'] })
  const told: Record<string, number> = {}
  for (const { detail } of log.injected) count(told, detail)
  const shares = promised.map(({ what, share, scenarios }) => {
    return { what, share, done: scenarios.reduce((sum, name) => sum + (told[name] ?? 0), 0) / orders }
  })
  const quietAfterSeconds = (Date.parse(log.quietAt ?? '') - Date.parse(log.faultsEndedAt)) / 1_000
  const done = Object.fromEntries(shares.map(({ what, done }) => [what, `${(100 * done).toFixed(1)} %`]))
  say('R9', { orders, done, 'quiet after': `${quietAfterSeconds} s`, violations: violations.length })

  expect(shares.filter(({ share, done }) => done < share / 2)).toEqual([])
  expect(violations).toEqual([])
}, 480_000)
