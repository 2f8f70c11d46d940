import { describe, expect, it } from 'vitest'
import { runSimulation } from '../src/run-simulation.ts'
import { plantedFaults } from './support/planted-faults.ts'

const isLong = process.env.WAYBILL_TESTS === 'long'
const patience = 120_000
const longPatience = 900_000

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

describe.runIf(isLong)('the simulation at length', () => {
  it('when there are 10,000 orders, they take a minute at most, and every invariant holds', {
    timeout: longPatience,
  }, async () => {
    const before = process.cpuUsage()
    const run = await runSimulation({ seed: 7, orders: 10_000 })
    const { user, system } = process.cpuUsage(before)
    console.log(`10,000 orders, seed 7: ${(user + system) / 1e6} s of processor, ${run.events} events`)
    expect(run).toMatchObject(settled)
    expect((user + system) / 1e6).toBeLessThan(60) // the machine may have other things to do meanwhile
  })

  it.each(plantedFaults)('when $what, it is found', { timeout: longPatience }, async ({ plant, ids }) => {
    const found = new Set<string>()
    for (let seed = 1; seed <= 3 && found.size === 0; seed += 1) {
      const { violations } = await runSimulation({ seed, orders: 300, sabotage: plant })
      for (const { id } of violations) if (ids.includes(id)) found.add(id)
    }
    expect(found.size).toBeGreaterThan(0)
  })
})
