import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { startMarkOf } from '../supervisor/process-table.ts'

/** What the running app host tells other programs of this checkout. */
export type RunFile = { pid: number; startMark: string | undefined; controlUrl: string; ports: Record<string, number> }

export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning'
}

/** What runs on this data folder; undefined also when the app host that wrote the file is dead. */
export function readRunFile(path: string): RunFile | undefined {
  try {
    const written = JSON.parse(readFileSync(path, 'utf8')) as RunFile
    return written.startMark && startMarkOf(written.pid) === written.startMark ? written : undefined
  } catch {
    return undefined
  }
}

/** Throws `AlreadyRunning` where an app host lives on this data folder. */
export function refuseSecond(path: string): void {
  const running = readRunFile(path)
  if (!running) return
  throw new AlreadyRunning(
    `Waybill already runs from this folder (process ${running.pid}, ${running.controlUrl}). Stop it with Ctrl-C, or kill ${running.pid}.`,
  )
}

/** Writes the file for as long as we run. Throws `AlreadyRunning`; `release` is safe twice and removes nobody else's. */
export function claimRunFile(path: string, own: Omit<RunFile, 'pid' | 'startMark'>) {
  refuseSecond(path)
  mkdirSync(dirname(path), { recursive: true })
  rmSync(path, { force: true }) // of a dead one
  const claim: RunFile = { pid: process.pid, startMark: startMarkOf(process.pid), ...own }
  writeFileSync(path, JSON.stringify(claim), { mode: 0o600, flag: 'wx' })
  return {
    release: (): void => {
      if (readRunFile(path)?.pid === process.pid) rmSync(path, { force: true })
    },
  }
}
