import type { Launch } from '../model/process-plan.ts'
import { type Life, launch } from './launch.ts'
import type { LogLine } from './log-book.ts'
import { createLineSplitter } from './split-lines.ts'

export type LaunchDeps = {
  plan: { name: string }
  pidFiles: { remember: (name: string, pid: number) => void; forget: (name: string) => void }
  add: (stream: LogLine['stream'], text: string) => void
}

/** Launches it for the named resource: until it ends, its lines are kept and its pid is on file. */
export function launchRecorded(what: Launch, { plan, pidFiles, add }: LaunchDeps): Life {
  const splitters = {
    stdout: createLineSplitter((line) => add('stdout', line)),
    stderr: createLineSplitter((line) => add('stderr', line)),
  }
  const life = launch(what, (stream, chunk) => splitters[stream].write(chunk))
  if (life.pid) remember(life.pid)
  const ended = life.ended.then((ending) => {
    splitters.stdout.flush()
    splitters.stderr.flush()
    pidFiles.forget(plan.name)
    return ending
  })
  return { ...life, ended }

  // Without it a process that outlives a killed app host is not found again; that is no reason to stop all (a full disk).
  function remember(pid: number): void {
    try {
      pidFiles.remember(plan.name, pid)
    } catch (error) {
      add('apphost', `its pid could not be written down: ${(error as Error).message}`)
    }
  }
}
