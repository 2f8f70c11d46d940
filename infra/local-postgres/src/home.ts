import { hash } from 'node:crypto'
import { chmodSync, chownSync, cpSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { packagedBinaries } from './binaries.ts'
import { runCommand } from './run-command.ts'

/** Who runs PostgreSQL, where its files are, and where its programs are. */
export type Home = { folder: string; programs: string; runAs: { uid?: number; gid?: number } }

/** PostgreSQL refuses to run as root, and initdb needs an account that /etc/passwd knows: this is `nobody`. */
const nobody = { uid: 65_534, gid: 65_534 }
const checkout = resolve(import.meta.dirname, '../../..')

/**
 * The folder in which clusters live. An ordinary user has it in the checkout (`.waybill/`). Root gets one outside,
 * with a copy of the programs, because `nobody` may be unable to enter the checkout. Safe to call from several
 * processes at once.
 */
export async function prepareHome(homeFolder?: string): Promise<Home> {
  const folder = homeFolderOr(homeFolder)
  mkdirSync(folder, { recursive: true })
  const packaged = packagedBinaries()
  if (!isRoot()) return { folder, programs: join(packaged.folder, 'bin'), runAs: {} }
  chmodSync(folder, 0o755) // whatever the umask says
  chownSync(folder, nobody.uid, nobody.gid)
  const copy = join(folder, `postgresql-${packaged.version}`)
  if (!existsSync(copy)) await copyReadable(packaged.folder, copy)
  return { folder, programs: join(copy, 'bin'), runAs: nobody }
}

/** The folder that is meant, made or not: the given one, else the default. */
export function homeFolderOr(homeFolder?: string): string {
  if (homeFolder !== undefined) return resolve(homeFolder)
  return isRoot() ? `/var/lib/waybill-${hash('sha256', checkout).slice(0, 12)}` : join(checkout, '.waybill')
}

const isRoot = () => process.getuid?.() === 0

async function copyReadable(from: string, to: string): Promise<void> {
  const unfinished = `${to}.${process.pid}`
  cpSync(from, unfinished, { recursive: true, verbatimSymlinks: true })
  await runCommand('chmod', ['-R', 'a+rX', unfinished])
  try {
    renameSync(unfinished, to)
  } catch (error) {
    rmSync(unfinished, { recursive: true })
    if (!existsSync(to)) throw error // else another process was quicker
  }
}
