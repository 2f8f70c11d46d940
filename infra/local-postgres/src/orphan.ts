import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Home } from './home.ts'
import { readPostmasterFile } from './postmaster-file.ts'
import { runCommand } from './run-command.ts'

/** Writes down that this process starts a server on the data folder, for `stopOrphan` of a later one. */
export function claimCluster(dataFolder: string): void {
  writeFileSync(starterFile(dataFolder), String(process.pid))
}

/**
 * Ends the server that a killed starter left on this data folder, if there is one; one whose starter lives is left
 * alone, and this rejects. The pid file stays as it is: removing that of a living server destroys its data.
 */
export async function stopOrphan(home: Home, dataFolder: string): Promise<void> {
  const postmaster = readPostmasterFile(dataFolder)
  if (!postmaster || !mayBeServerOf(postmaster.pid, dataFolder)) return
  if (isStarterAlive(dataFolder)) {
    throw new Error(`PostgreSQL already runs on ${dataFolder}, started by process ${readStarter(dataFolder)}`)
  }
  const args = ['stop', '-D', dataFolder, '-m', 'fast', '-t', '30']
  await runCommand(join(home.programs, 'pg_ctl'), args, { ...home.runAs, cwd: home.folder }).catch((error: unknown) => {
    // Gone in the meantime is as good as stopped.
    if (readPostmasterFile(dataFolder)) throw error
  })
}

/** Whether the process that last started a server on the data folder still runs. */
export function isStarterAlive(dataFolder: string): boolean {
  return isAlive(readStarter(dataFolder))
}

/** True for a process that runs, also for one that is not ours to signal. */
export function isAlive(pid: number): boolean {
  if (!(pid > 0)) return false
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** After a restart of the machine the number in the file may be another program's; Linux tells which. */
function mayBeServerOf(pid: number, dataFolder: string): boolean {
  if (!existsSync('/proc/self/cmdline')) return isAlive(pid)
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(dataFolder)
  } catch {
    return false
  }
}

function readStarter(dataFolder: string): number {
  return existsSync(starterFile(dataFolder)) ? Number(readFileSync(starterFile(dataFolder), 'utf8')) : 0
}

const starterFile = (dataFolder: string) => `${dataFolder}.starter`
