import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

type Target = { readonly pid: number | undefined }

/** Trouble inside a process: what is loaded into each by `environment` is told by a file of its pid, and a signal. */
export function createTrouble(folder: string) {
  const program = pathToFileURL(join(import.meta.dirname, 'preload.ts')).href
  return {
    environment: { NODE_OPTIONS: `--import=${program}`, CHAOS_TROUBLE: folder },
    /** To a process that is up: before that the signal would end it. Answers how to relieve it, undefined where it is away. */
    give(target: Target, order: object): (() => void) | undefined {
      const { pid } = target
      if (pid === undefined) return undefined
      const file = join(folder, `${pid}.json`)
      writeFileSync(file, JSON.stringify(order))
      process.kill(pid, 'SIGUSR2')
      return () => {
        rmSync(file, { force: true })
        if (target.pid === pid) process.kill(pid, 'SIGUSR2')
      }
    },
  }
}
