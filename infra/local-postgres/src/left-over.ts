import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { homeFolderOr, prepareHome } from './home.ts'
import { isStarterAlive, stopOrphan } from './orphan.ts'

/** Ends the server that a killed starter left on the data folder, if there is one. One whose starter lives goes on. */
export async function endLeftOverPostgres(dataFolder: string, homeFolder?: string): Promise<void> {
  const folder = join(homeFolderOr(homeFolder), dataFolder)
  if (!existsSync(folder) || isStarterAlive(folder)) return
  await stopOrphan(await prepareHome(homeFolder), folder)
}

/** Removes a data folder and all that lies beside it, for ever. Rejects while a living process runs a server on it. */
export async function removeLocalPostgres(dataFolder: string, homeFolder?: string): Promise<void> {
  const folder = join(homeFolderOr(homeFolder), dataFolder)
  if (existsSync(folder)) await stopOrphan(await prepareHome(homeFolder), folder)
  for (const suffix of ['', '.log', '.starter', '.new', '.new.password']) {
    rmSync(`${folder}${suffix}`, { recursive: true, force: true })
  }
}
