import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export type RecordedProcess = { name: string; pid: number; startMark: string | undefined }

/** Which processes we started, so that the next app host can end those that a hard kill of this one leaves. */
export function createPidFiles(folder: string, startMarkOf: (pid: number) => string | undefined) {
  const pathOf = (name: string) => join(folder, `${name}.pid.json`)
  mkdirSync(folder, { recursive: true })
  return {
    remember: (name: string, pid: number): void => {
      const unfinished = `${pathOf(name)}.new`
      writeFileSync(unfinished, JSON.stringify({ name, pid, startMark: startMarkOf(pid) }))
      renameSync(unfinished, pathOf(name))
    },

    forget: (name: string): void => rmSync(pathOf(name), { force: true }),

    /** Those that still run: number and moment of the start are the recorded ones. Files of the others are removed. */
    stillRunning: (): RecordedProcess[] => {
      const files = readdirSync(folder).filter((file) => file.endsWith('.pid.json'))
      return files.flatMap((file) => {
        const recorded = readRecord(join(folder, file))
        if (recorded?.startMark && startMarkOf(recorded.pid) === recorded.startMark) return [recorded]
        rmSync(join(folder, file), { force: true })
        return []
      })
    },
  }
}

function readRecord(path: string): RecordedProcess | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as RecordedProcess
  } catch {
    return undefined // cut by the crash that made it useful; the port check will find the process
  }
}
