import type { ProcessPlan } from '../model/process-plan.ts'
import { type HealthPace, watchHealth } from './health-watch.ts'
import type { Ending, Life } from './launch.ts'
import { type LaunchDeps, launchRecorded } from './launch-recorded.ts'
import { probe } from './probe.ts'
import type { StateKeeper } from './state-keeper.ts'

const probeLimitMs = 1_500

export type LifeDeps = LaunchDeps & { plan: ProcessPlan; state: StateKeeper; healthPace: HealthPace }

/** One life of a process, from its start to its end: its health moves the state. */
export function beginLife(deps: LifeDeps): Life {
  const { plan, state } = deps
  const life = launchRecorded(plan, deps)
  state.move('Running')
  const watch = watchOwnHealth(deps)
  const ended = life.ended.then((ending: Ending) => {
    watch?.stop()
    return ending
  })
  return { ...life, ended }
}

function watchOwnHealth({ plan, state, healthPace, add }: LifeDeps) {
  const { health } = plan
  if (!health) return undefined
  const becomeReady = onceDone(plan.onReady, (error) => add('apphost', `is not ready: ${error.message}`))
  return watchHealth({
    isHealthy: async () => (await probe(health, probeLimitMs)) && (await becomeReady()),
    onChange: (healthy) => void state.move(healthy ? 'Healthy' : 'Unhealthy'),
    pace: healthPace,
  })
}

/** Runs the work until it has succeeded once; true from then on. */
function onceDone(work: () => Promise<void>, onError: (error: Error) => void): () => Promise<boolean> {
  let isDone = false
  return async () => {
    if (isDone) return true
    await work().then(() => {
      isDone = true
    }, onError)
    return isDone
  }
}
