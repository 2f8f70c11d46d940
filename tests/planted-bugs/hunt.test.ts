import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHunt } from './src/hunt.ts'
import type { Circumstances, PlantedBug } from './src/planted-bug.ts'

const circumstances: Circumstances = { orders: 1, seconds: 1, faults: 'kill' }
const bug: PlantedBug = {
  ...{ name: 'guard-removed', meaning: '', circumstances, foundBy: ['S2'] },
  changes: [
    { file: 'move.ts', from: 'if (isAllowed) ', to: '' },
    { file: 'move.ts', from: 'save()', to: 'save(status)' },
  ],
}
const soundText = 'if (isAllowed) move()\nsave()\n'
const plantedText = 'move()\nsave(status)\n'

let tree: string
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), 'waybill-hunt-'))
  writeFileSync(join(tree, 'move.ts'), soundText)
})
afterEach(() => rmSync(tree, { recursive: true }))

const textNow = () => readFileSync(join(tree, 'move.ts'), 'utf8')

/** A hunt in which a run of the planted tree violates what stands for its seed, and one of the sound tree what is said. */
function huntWith({ planted, sound = [] }: { planted: Record<number, string[]>; sound?: string[] }) {
  const runs: [seed: number, text: string][] = []
  const runChaos = async (_: Circumstances, seed: number) => {
    runs.push([seed, textNow()])
    return textNow() === soundText ? sound : (planted[seed] ?? [])
  }
  return { hunt: createHunt({ tree, runChaos, say: () => {}, now: () => new Date(0) }), runs }
}

describe('the hunt for a planted bug', () => {
  it('when the second run names it, it is found there, and the sound tree proven green under the same seed', async () => {
    const { hunt, runs } = huntWith({ planted: { 8: ['E1', 'S2'] } })
    const finding = await hunt(bug, { seed: 7, runs: 3 })
    expect(finding).toMatchObject({ isFound: true, runs: 2, violated: ['E1', 'S2'], violatedWithout: [] })
    expect(runs).toEqual([
      [7, plantedText],
      [8, plantedText],
      [8, soundText],
    ])
  })

  it('when no run names it, it is not found, whatever else is violated', async () => {
    const { hunt } = huntWith({ planted: { 7: ['E1'], 9: ['L4'] } })
    expect(await hunt(bug, { seed: 7, runs: 3 })).toMatchObject({ isFound: false, runs: 3, violated: ['L4'] })
  })

  it('when the sound tree is red too, nothing is found', async () => {
    const { hunt } = huntWith({ planted: { 7: ['S2'] }, sound: ['S2'] })
    expect(await hunt(bug, { seed: 7, runs: 3 })).toMatchObject({ isFound: false, violatedWithout: ['S2'] })
  })

  it('when another bug was found under the same circumstances, the sound tree is not run again', async () => {
    const { hunt, runs } = huntWith({ planted: { 7: ['S2'] } })
    await hunt(bug, { seed: 7, runs: 3 })
    await hunt(bug, { seed: 7, runs: 3 })
    expect(runs.filter(([, text]) => text === soundText)).toHaveLength(1)
  })

  it('when a run fails, the tree is sound again', async () => {
    const runChaos = () => Promise.reject(new Error('no verdict'))
    const hunt = createHunt({ tree, runChaos, say: () => {}, now: () => new Date(0) })
    await expect(hunt(bug, { seed: 7, runs: 3 })).rejects.toThrow('no verdict')
    expect(textNow()).toBe(soundText)
  })
})
