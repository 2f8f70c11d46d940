import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import type { Launch } from '../model/process-plan.ts'
import { processTreeOf, signalProcess } from './process-table.ts'

/** How a process ended; with `error` it never ran. */
export type Ending = { code: number | null; signal: NodeJS.Signals | null; error?: Error }
export type Output = (stream: 'stdout' | 'stderr', chunk: string) => void
export type Life = ReturnType<typeof launch>

/** Output that is still in the pipes when a process ends is waited for so long: a child of its own may hold them open. */
const lastOutputWithinMs = 250

/**
 * Starts the process in a group of its own, so that Ctrl-C in the terminal reaches the app host alone and the order of
 * stopping stays ours. `ended` never rejects, nor does this throw.
 */
export function launch(what: Launch, output: Output) {
  const child = spawnOrError(what)
  const pid = 'pid' in child ? child.pid : undefined
  return {
    pid,
    ended: 'error' in child ? Promise.resolve<Ending>({ code: null, signal: null, ...child }) : endingOf(child, output),
    /** To the process alone: it decides what becomes of those below it. */
    signal: (signal: NodeJS.Signals): void => void (pid && signalProcess(pid, signal)),
    /** To the process and everything below it, as a power cut would. */
    signalTree: (signal: NodeJS.Signals): void => {
      for (const member of pid ? processTreeOf(pid) : []) signalProcess(member, signal)
    },
  }
}

type Child = ChildProcessByStdio<null, Readable, Readable>

function spawnOrError({ command, args, cwd, environment }: Launch): Child | { error: Error } {
  try {
    return spawn(command, args, { cwd, env: environment(), detached: true, stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    return { error: error as Error }
  }
}

async function endingOf(child: Child, output: Output): Promise<Ending> {
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => output('stdout', chunk))
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => output('stderr', chunk))
  const closed = new Promise((done) => child.once('close', done))
  const ending = await new Promise<Ending>((done) => {
    child.once('exit', (code, signal) => done({ code, signal }))
    child.once('error', (error) => done({ code: null, signal: null, error }))
  })
  await Promise.race([closed, pause(lastOutputWithinMs)])
  return ending
}

/** `ended by itself with exit code 1`, `was killed by SIGKILL`, `could not be started (…)`. */
export function describeEnding({ code, signal, error }: Ending): string {
  if (error) return `could not be started (${error.message})`
  return signal ? `was killed by ${signal}` : `ended by itself with exit code ${code}`
}
