// R5: messages are repeated and deletes lost. Judged by the invariants of tests/chaos: S8, L11 and N2 tell of effects.
import { expect, it } from 'vitest'
import { count, say } from './support/figures.ts'
import { runPromised } from './support/run-promised.ts'

const orders = Number(process.env.PROMISE_ORDERS ?? 1_000)

it('when 10 % of the messages are repeated and 5 % of the deletes lost, each job has one effect and none has no process', async () => {
  const { log, violations } = await runPromised({ orders, seconds: Math.ceil(orders * 0.18), faults: ['queues'] })
  const done: Record<string, number> = {}
  for (const { detail } of log.injected) count(done, detail)
  say('R5', { orders, done, violations: violations.length })

  const repeated = (done['published twice'] ?? 0) + (done['delivered twice'] ?? 0)
  expect(repeated).toBeGreaterThan(orders * 0.1)
  expect(done['lost delete']).toBeGreaterThan(orders * 3 * 0.02) // three jobs an order
  expect(violations).toEqual([])
}, 600_000)
