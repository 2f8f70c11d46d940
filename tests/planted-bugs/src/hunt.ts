import { plant } from './plant.ts'
import type { Circumstances, PlantedBug } from './planted-bug.ts'
import type { Violated } from './read-report.ts'

export type Finding = {
  bug: PlantedBug
  isFound: boolean
  /** How many runs it took, or all that there were. */
  runs: number
  /** In the last run. */
  violated: Violated
  /** What the same run of the sound tree violated: nothing, or it proves nothing. */
  violatedWithout: Violated
  seconds: number
}

type Deps = {
  tree: string
  runChaos: (circumstances: Circumstances, seed: number) => Promise<Violated>
  say: (line: string) => void
  now: () => Date
}
type Patience = { seed: number; runs: number }

/**
 * Plants bugs in the tree, one at a time, and runs chaos until an invariant that names the harm is violated, with the seeds `seed`,
 * `seed + 1` … A bug counts as found only if the same run without it is green. The tree is sound again afterwards.
 */
export function createHunt({ tree, runChaos, say, now }: Deps) {
  const sound = new Map<string, Promise<Violated>>()

  async function run(what: string, circumstances: Circumstances, seed: number): Promise<Violated> {
    const startedAt = now().getTime()
    const violated = await runChaos(circumstances, seed)
    const seconds = Math.round((now().getTime() - startedAt) / 1_000)
    say(`  ${what}, seed ${seed}, ${seconds} s: ${violated.length === 0 ? 'all holds' : violated.join(', ')}`)
    return violated
  }

  function runWithout(circumstances: Circumstances, seed: number): Promise<Violated> {
    const which = JSON.stringify({ ...circumstances, seed })
    const known = sound.get(which) ?? run('without any bug', circumstances, seed)
    sound.set(which, known)
    return known
  }

  async function runWith(bug: PlantedBug, seed: number): Promise<Violated> {
    const takeOut = plant(bug, tree)
    return run(`with ${bug.name}`, bug.circumstances, seed).finally(takeOut)
  }

  return async (bug: PlantedBug, { seed, runs }: Patience): Promise<Finding> => {
    const startedAt = now().getTime()
    const isNamed = (violated: Violated) => violated.some((id) => bug.foundBy.includes(id))
    let [runsDone, violated] = [1, await runWith(bug, seed)]
    for (; runsDone < runs && !isNamed(violated); runsDone += 1) violated = await runWith(bug, seed + runsDone)
    const violatedWithout = isNamed(violated) ? await runWithout(bug.circumstances, seed + runsDone - 1) : []
    const isFound = isNamed(violated) && violatedWithout.length === 0
    const seconds = Math.round((now().getTime() - startedAt) / 1_000)
    return { bug, isFound, runs: runsDone, violated, violatedWithout, seconds }
  }
}
