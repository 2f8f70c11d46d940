import type { ProcessPlan } from '../model/process-plan.ts'
import { type HealthPace, watchHealth } from './health-watch.ts'
import { type Ending, type Life, launch } from './launch.ts'
import type { LogLine } from './log-book.ts'
import { probe } from './probe.ts'
import { createLineSplitter } from './split-lines.ts'
import type { StateKeeper } from './state-keeper.ts'

const probeLimitMs = 1_500

export type LifeDeps = {
  plan: ProcessPlan
  state: StateKeeper
  pidFiles: { remember: (name: string, pid: number) => void; forget: (name: string) => void }
  healthPace: HealthPace
  add: (stream: LogLine['stream'], text: string) => void
}

/** One life of a process, from its start to its end: its lines are kept, its pid is on file, its health moves the state. */
export function beginLife(deps: LifeDeps): Life {
  const { plan, state, pidFiles } = deps
  const life = launchWithLog(deps)
  if (life.pid) pidFiles.remember(plan.name, life.pid)
  state.move('Running')
  const watch = watchOwnHealth(deps)
  const ended = life.ended.then((ending: Ending) => {
    watch?.stop()
    pidFiles.forget(plan.name)
    return ending
  })
  return { ...life, ended }
}

function launchWithLog({ plan, add }: LifeDeps): Life {
  const splitters = {
    stdout: createLineSplitter((line) => add('stdout', line)),
    stderr: createLineSplitter((line) => add('stderr', line)),
  }
  const life = launch(plan, (stream, chunk) => splitters[stream].write(chunk))
  const ended = life.ended.then((ending) => {
    splitters.stdout.flush()
    splitters.stderr.flush()
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
