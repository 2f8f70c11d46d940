import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createBoundedFile } from './bounded-file.ts'

/** `apphost`: what we say about the resource, not what it says itself. */
export type LogLine = { stream: 'stdout' | 'stderr' | 'apphost'; text: string }
/** `at`: when it was read. `number`: of the lines of this resource since the app host's start, from 1. */
export type KeptLine = LogLine & { at: string; number: number }
export type Log = ReturnType<ReturnType<typeof createLogBook>['logOf']>

export type LogLimits = { fileBytes: number; tailLines: number }
export const defaultLogLimits: LogLimits = { fileBytes: 10 * 1024 * 1024, tailLines: 1_000 }

/** Keeps what each resource writes: the last lines in memory, and all, within `fileBytes`, in `<folder>/<name>.log`. */
export function createLogBook(folder: string, limits: LogLimits) {
  mkdirSync(folder, { recursive: true })
  const files: ReturnType<typeof createBoundedFile>[] = []
  return {
    logOf: (name: string) => {
      const file = createBoundedFile(join(folder, `${name}.log`), limits.fileBytes)
      files.push(file)
      const lines: KeptLine[] = []
      let written = 0
      return {
        add: (line: Omit<KeptLine, 'number'>): void => {
          file.write(`${line.text}\n`)
          written += 1
          lines.push({ ...line, number: written })
          if (lines.length > limits.tailLines) lines.shift()
        },
        /** The last `count` of the kept lines that come after the one with this number, oldest first. */
        tail: (count: number, after = 0): KeptLine[] => lines.filter(({ number }) => number > after).slice(-count),
      }
    },
    /** The files; what is added from now on is in memory only. Safe twice. */
    close: (): void => {
      for (const file of files) file.close()
    },
  }
}
