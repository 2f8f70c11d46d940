import { describe, expect, it } from 'vitest'
import { runSimulation } from '../src/run-simulation.ts'
import { plantedFaults } from './support/planted-faults.ts'

const patience = 900_000

describe('the simulation at length', () => {
  it('when there are 10,000 orders, they take a minute at most, and every invariant holds', {
    timeout: patience,
  }, async () => {
    const before = process.cpuUsage()
    const run = await runSimulation({ seed: 7, orders: 10_000 })
    const { user, system } = process.cpuUsage(before)
    console.log(`10,000 orders, seed 7: ${(user + system) / 1e6} s of processor, ${run.events} events`)
    expect(run).toMatchObject({ violations: [], settledAfterSeconds: expect.any(Number) })
    expect((user + system) / 1e6).toBeLessThan(60) // the machine may have other things to do meanwhile
  })

  it.each(plantedFaults)('when $what, it is found', { timeout: patience }, async ({ plant, ids }) => {
    const found = new Set<string>()
    for (let seed = 1; seed <= 3 && found.size === 0; seed += 1) {
      const { violations } = await runSimulation({ seed, orders: 300, sabotage: plant })
      for (const { id } of violations) if (ids.includes(id)) found.add(id)
    }
    expect(found.size).toBeGreaterThan(0)
  })
})
