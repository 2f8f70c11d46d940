// npm run planted-bugs -- no-fence relay-with-cursor --runs 3 --seed 7
import { copyTree } from './copy-of-tree.ts'
import { describeFindings } from './describe-findings.ts'
import { createHunt, type Finding } from './hunt.ts'
import { readOptions } from './options.ts'
import { runChaos } from './run-chaos.ts'

const interrupted = new AbortController()
process.once('SIGINT', () => interrupted.abort(new Error('interrupted')))
process.once('SIGTERM', () => interrupted.abort(new Error('interrupted')))

try {
  process.exitCode = (await huntAll()) ? 0 : 1
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}

/** True when all that were asked for are found. */
async function huntAll(): Promise<boolean> {
  const { bugs, ...patience } = readOptions(process.argv.slice(2))
  const copy = copyTree()
  const deps = { copy, signal: interrupted.signal }
  const hunt = createHunt({
    tree: copy.tree,
    runChaos: (circumstances, seed) => runChaos(circumstances, seed, deps),
    say: console.log,
    now: () => new Date(),
  })
  const findings: Finding[] = []
  try {
    for (const bug of bugs) {
      console.log(`${bug.name}: ${bug.meaning}`)
      findings.push(await hunt(bug, patience))
    }
  } finally {
    copy.remove()
  }
  for (const line of ['', ...describeFindings(findings)]) console.log(line)
  return findings.every(({ isFound }) => isFound)
}
