import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import type { Failpoint } from '../failpoint.ts'
import { filesOf, type Plan } from '../files.ts'
import type { Call, Guard } from './call.ts'
import { untilThere } from './pause.ts'

type Deps = { folder: string; instance: string; points: readonly Failpoint[] }

/**
 * Lets every call pass, but for the one that first comes to an armed failpoint: there the process dies, or the call waits until
 * it is released. The renaming of a file decides who is first, so a failpoint is met once, whatever dies and starts again.
 */
export function createPoints({ folder, instance, points }: Deps): Guard {
  async function meet(point: Failpoint, plan: Plan): Promise<boolean> {
    const files = filesOf(folder, point)
    try {
      renameSync(files.armed, files.met)
    } catch {
      return false // somebody else was first
    }
    writeFileSync(files.met, JSON.stringify({ by: instance }))
    if (plan.act === 'crash') {
      process.kill(process.pid, 'SIGKILL')
      await new Promise(() => {})
    }
    await untilThere(files.released)
    return true
  }

  return async <Result>(call: Call<Result>): Promise<Result> => {
    const here = points.filter(({ door, match }) => door === call.door && match.test(call.words))
    const armed = here.map((point) => ({ point, plan: planFor(folder, point) })).find(({ plan }) => plan)
    const { point, plan } = armed ?? {}
    const wasHeld = point && plan?.when === 'before' ? await meet(point, plan) : false
    const result = await call.run(wasHeld)
    const counts = (each: Failpoint) => !each.isPoll || call.isFull(result)
    const isHeld = point && plan?.when === 'after' && counts(point) ? await meet(point, plan) : wasHeld
    if (!isHeld) for (const each of here.filter(counts)) notePassed(folder, each, instance)
    return result
  }
}

function planFor(folder: string, point: Failpoint): Plan | undefined {
  try {
    return JSON.parse(readFileSync(filesOf(folder, point).armed, 'utf8'))
  } catch {
    return undefined
  }
}

/** While one is held here: that somebody else has done the same. */
function notePassed(folder: string, point: Failpoint, instance: string): void {
  const files = filesOf(folder, point)
  if (existsSync(files.met)) appendFileSync(files.passed, `${instance}\n`)
}
