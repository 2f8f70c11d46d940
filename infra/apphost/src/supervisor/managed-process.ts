import { setTimeout as pause } from 'node:timers/promises'
import type { ProcessPlan } from '../model/process-plan.ts'
import { isReady, type ResourceState } from '../model/resource-state.ts'
import { beginLife, type LifeDeps } from './begin-life.ts'
import { buildFirst } from './build-first.ts'
import { describeEnding, type Ending, type Life } from './launch.ts'
import type { Log, LogLine } from './log-book.ts'
import { createRestartPauses, type RestartPause } from './restart-pauses.ts'
import { createStateKeeper } from './state-keeper.ts'

export type ProcessStatus = {
  state: ResourceState
  pid: number | undefined
  /** How often it was started again, by us or by an operator. */
  restarts: number
  startedAt: Date | undefined
  /** How its last life ended. */
  lastEnding: Ending | undefined
}

export type ManagedProcess = ReturnType<typeof createManagedProcess>

export type ManagedProcessDeps = Pick<LifeDeps, 'pidFiles' | 'healthPace'> & {
  plan: ProcessPlan
  log: Log
  now: () => Date
  restartPause: RestartPause
  onLine: (name: string, line: LogLine) => void
}

/** One process that is wanted: watched, and started again with growing pauses whenever it ends without being asked to. */
export function createManagedProcess(deps: ManagedProcessDeps) {
  const { plan, log, now, pidFiles, healthPace, onLine } = deps
  const pauses = createRestartPauses(deps.restartPause)
  const state = createStateKeeper()
  let life: Life | undefined
  let run: { stopped: AbortController; done: Promise<void> } | undefined
  let starts = 0
  let startedAt: Date | undefined
  let lastEnding: Ending | undefined
  let isUnbuilt = false

  const add = (stream: LogLine['stream'], text: string): void => {
    log.add({ at: now().toISOString(), stream, text })
    onLine(plan.name, { stream, text })
  }

  async function keepAlive(stopped: AbortSignal): Promise<void> {
    const isBuilt = await build(stopped)
    while (isBuilt && !stopped.aborted) {
      const ranForMs = await liveOnce(now())
      if (stopped.aborted) break
      const pauseMs = pauses.nextMs(ranForMs)
      const why = lastEnding ? describeEnding(lastEnding) : 'ended'
      add('apphost', `${why} after ${seconds(ranForMs)}; it is started again in ${seconds(pauseMs)}`)
      state.move('Restarting')
      await pause(pauseMs, undefined, { signal: stopped }).catch(() => {})
    }
    state.move('Exited')
  }

  /** False when the build failed, and when it was given up. */
  async function build(stopped: AbortSignal): Promise<boolean> {
    isUnbuilt = false
    if (!plan.build) return true
    state.move('Starting')
    try {
      await buildFirst(plan.build, { plan, pidFiles, add }, stopped)
      return true
    } catch (error) {
      if (stopped.aborted) return false
      lastEnding = { code: null, signal: null, error: error as Error }
      add('apphost', describeEnding(lastEnding))
      isUnbuilt = true
      return false
    }
  }

  async function liveOnce(startedNow: Date): Promise<number> {
    state.move('Starting')
    startedAt = startedNow
    starts += 1
    life = beginLife({ plan, state, pidFiles, healthPace, add })
    lastEnding = await life.ended
    life = undefined
    return now().getTime() - startedNow.getTime()
  }

  /** Starts it unless it already runs. Does not wait for it to be healthy. */
  function start(): void {
    if (run) return
    const stopped = new AbortController()
    const done = keepAlive(stopped.signal).finally(() => {
      run = undefined
    })
    run = { stopped, done }
  }

  /** SIGTERM, then SIGKILL after the plan's limit. Resolves when it is gone; it stays down. */
  async function stop(): Promise<void> {
    const current = run
    if (!current) return void state.move('Exited')
    current.stopped.abort()
    const forced = setTimeout(forceStop, plan.stopLimitMs)
    if (state.move('Stopping')) {
      life?.signal('SIGTERM')
      life?.signal('SIGCONT') // a frozen process would not notice SIGTERM
    }
    await current.done
    clearTimeout(forced)
  }

  function forceStop(): void {
    if (life) add('apphost', 'is ended with SIGKILL')
    life?.signalTree('SIGKILL')
  }

  /** A fault from outside, to the process and all below it. For SIGKILL it resolves when the end has been noticed. */
  async function kill(signal: NodeJS.Signals): Promise<void> {
    if (!life) return
    life.signalTree(signal)
    const isDown = (current: ResourceState) => current === 'Restarting' || current === 'Exited'
    if (signal === 'SIGKILL') await state.until(isDown, new AbortController().signal)
  }

  return {
    plan,
    status: (): ProcessStatus => {
      const restarts = Math.max(0, starts - 1)
      return { state: state.get(), pid: life?.pid, restarts, startedAt, lastEnding }
    },
    start,
    stop,
    forceStop,
    kill,
    restart: async (): Promise<void> => {
      await stop()
      start()
    },
    /** Resolves when it is healthy (without a check: running); rejects with the signal's reason before that. */
    untilReady: (signal: AbortSignal): Promise<void> =>
      state.until((current) => isReady(current, plan.health !== undefined), signal),
    /** Resolves with the reason when time will not mend it: it ended by itself after so many starts, or has no build. */
    untilHopeless: async (times: number, signal: AbortSignal): Promise<string> => {
      const isHopeless = (current: ResourceState) =>
        (current === 'Restarting' && starts >= times) || (current === 'Exited' && isUnbuilt)
      await state.until(isHopeless, signal)
      return isUnbuilt ? 'could not be built' : `ended ${times} times before it was healthy`
    },
    tail: log.tail,
  }
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 0)} s`
