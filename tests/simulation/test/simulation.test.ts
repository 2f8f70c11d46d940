import { describe, expect, it } from 'vitest'
import { runSimulation } from '../src/run-simulation.ts'

const patience = 120_000

const settled = { violations: [], settledAfterSeconds: expect.any(Number) }

describe('the simulation', () => {
  it('when a seed is run again, its history is the same, and that of another seed is another', {
    timeout: patience,
  }, async () => {
    const [first, again] = [
      await runSimulation({ seed: 1, orders: 300 }),
      await runSimulation({ seed: 1, orders: 300 }),
    ]
    expect(first).toMatchObject(settled)
    expect(again.hash).toBe(first.hash)
    expect((await runSimulation({ seed: 2, orders: 10 })).hash).not.toBe(
      (await runSimulation({ seed: 3, orders: 10 })).hash,
    )
  })

  it.each([2, 3])(
    'when everything fails at times (seed %i), every invariant holds',
    { timeout: patience },
    async (seed) => {
      const run = await runSimulation({ seed, orders: 300 })
      expect(run).toMatchObject(settled)
      expect(run.faults.kills).toBeGreaterThan(10)
      expect(run.paid).toBeGreaterThan(150)
    },
  )

  it('when an order is followed, its lines tell what was done for it', { timeout: patience }, async () => {
    const { lines: all } = await runSimulation({ seed: 4, orders: 3, follow: ['-7000-'] })
    const orderId = /"orderId":"([^"]+)"/.exec(all.join())?.[1] ?? ''
    const { lines } = await runSimulation({ seed: 4, orders: 3, follow: [orderId] })
    expect(lines.length).toBeGreaterThan(10)
    expect(lines.filter((line) => !line.includes(orderId))).toEqual([])
  })
})
