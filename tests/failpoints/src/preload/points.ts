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

  async function meetIfArmed(here: readonly Failpoint[], when: Plan['when']): Promise<boolean> {
    for (const point of here) {
      const plan = planFor(folder, point)
      if (plan) return plan.when === when && meet(point, plan)
    }
    return false
  }

  return async <Result>(call: Call<Result>): Promise<Result> => {
    const here = points.filter(({ door, match }) => door === call.door && match.test(call.words))
    const wasHeld = await meetIfArmed(here, 'before')
    const result = await call.run(wasHeld)
    // Asked only now: what comes of a poll that was out when the failpoint was armed is as good as of the next one.
    const brought = here.filter((point) => !point.isPoll || call.isFull(result))
    const isHeld = (await meetIfArmed(brought, 'after')) || wasHeld
    if (!isHeld) for (const each of brought) notePassed(folder, each, instance)
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
