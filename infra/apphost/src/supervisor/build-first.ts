import { buildIfChanged } from '../build/build-if-changed.ts'
import type { BuildPlan, Launch } from '../model/process-plan.ts'
import { describeEnding } from './launch.ts'
import { type LaunchDeps, launchRecorded } from './launch-recorded.ts'

/** Brings the output of a build up to date. Rejects when it fails, and, with all of it killed, when it is given up. */
export async function buildFirst(build: BuildPlan, deps: LaunchDeps, givenUp: AbortSignal): Promise<void> {
  const run = async (what: Launch): Promise<void> => {
    deps.add('apphost', 'is built, as its sources have changed')
    const life = launchRecorded(what, deps)
    const kill = () => life.signalTree('SIGKILL')
    givenUp.addEventListener('abort', kill)
    const ending = await life.ended
    givenUp.removeEventListener('abort', kill)
    givenUp.throwIfAborted()
    if (ending.code !== 0) throw new Error(`its build ${describeEnding(ending)}`)
  }
  await buildIfChanged(build, run)
}
