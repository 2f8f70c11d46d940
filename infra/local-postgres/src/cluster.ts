import { chownSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Home } from './home.ts'
import { runCommand } from './run-command.ts'

// With plain C, lower() folds ASCII only and pg_trgm finds nothing in non-Latin text.
const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--lc-ctype=C.UTF-8']

/**
 * Makes the data folder if it is not there. All or nothing: an interrupted initdb leaves only a folder of another name.
 * `durable: false` skips the wait for the disk.
 */
export async function ensureCluster(home: Home, dataFolder: string, password: string, durable: boolean): Promise<void> {
  if (existsSync(join(dataFolder, 'PG_VERSION'))) return
  const unfinished = `${dataFolder}.new`
  const passwordFile = `${unfinished}.password`
  rmSync(unfinished, { recursive: true, force: true })
  try {
    writeFileSync(passwordFile, password, { mode: 0o600 })
    if (home.runAs.uid !== undefined) chownSync(passwordFile, home.runAs.uid, home.runAs.gid ?? 0)
    await initialize(home, unfinished, passwordFile, durable)
    renameSync(unfinished, dataFolder)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(unfinished, { recursive: true, force: true })
  }
}

function initialize(home: Home, folder: string, passwordFile: string, durable: boolean): Promise<void> {
  const access = ['-U', 'waybill', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8']
  const args = ['-D', folder, ...access, ...locale, ...(durable ? [] : ['--no-sync'])]
  return runCommand(join(home.programs, 'initdb'), args, { ...home.runAs, cwd: home.folder })
}
