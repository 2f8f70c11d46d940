import { existsSync, readdirSync } from 'node:fs'
import { homeFolderOr } from './home.ts'
import { removeLocalPostgres } from './left-over.ts'
import { isAlive } from './orphan.ts'
import { type LocalPostgres, startLocalPostgres } from './start-local-postgres.ts'

const prefix = 'throw-away-'
/** Nothing here must survive a crash of the machine; a crash of a process is survived all the same. */
const fast = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }
let made = 0

/**
 * A server of its own for a test run, on a free port; `stop` removes it with its data. What earlier runs left behind
 * because they were killed is removed first. `settings` are added to those that make it fast.
 */
export async function startThrowAwayPostgres(settings: Record<string, string> = {}): Promise<LocalPostgres> {
  await removeAbandoned()
  made += 1
  const dataFolder = `${prefix}${process.pid}-${made}`
  const options = { port: 0, password: 'waybill', dataFolder, settings: { ...fast, ...settings } }
  const postgres = await startLocalPostgres(options)
  const stop = async () => {
    await postgres.stop()
    await removeLocalPostgres(dataFolder)
  }
  return { ...postgres, stop }
}

async function removeAbandoned(): Promise<void> {
  const home = homeFolderOr()
  const names = existsSync(home) ? readdirSync(home).filter((name) => name.startsWith(prefix)) : []
  for (const cluster of new Set(names.map((name) => name.split('.', 1)[0] ?? name))) {
    if (!isAlive(Number.parseInt(cluster.slice(prefix.length), 10))) await removeLocalPostgres(cluster)
  }
}
