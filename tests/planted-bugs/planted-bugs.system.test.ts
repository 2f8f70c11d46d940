import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { plantedBugs } from './src/bugs/index.ts'
import { type CopyOfTree, copyTree } from './src/copy-of-tree.ts'
import { describeFindings } from './src/describe-findings.ts'
import { createHunt, type Finding } from './src/hunt.ts'
import { runChaos } from './src/run-chaos.ts'

const seed = Number(process.env.CHAOS_SEED ?? 7)
/** Three runs and one without the bug, each until it is quiet or known never to be. */
const longestMs = 4 * 300_000

let copy: CopyOfTree
let hunt: ReturnType<typeof createHunt>
const over = new AbortController()
const hunts: Promise<Finding>[] = []
const findings: Finding[] = []

beforeAll(() => {
  copy = copyTree()
  const deps = { copy, signal: over.signal }
  hunt = createHunt({
    tree: copy.tree,
    runChaos: (circumstances, seed) => runChaos(circumstances, seed, deps),
    say: console.log,
    now: () => new Date(),
  })
})
afterAll(async () => {
  over.abort()
  await Promise.allSettled(hunts) // one that was given up ends its run
  copy.remove()
  for (const line of describeFindings(findings)) console.log(line)
}, 120_000)

describe('the chaos suite', () => {
  it.each(plantedBugs)(
    'when $name is planted, it is found within three runs, and not without it',
    async (bug) => {
      const hunted = hunt(bug, { seed, runs: 3 })
      hunts.push(hunted)
      const finding = await hunted
      findings.push(finding)
      expect(finding).toMatchObject({ isFound: true })
    },
    longestMs,
  )
})
