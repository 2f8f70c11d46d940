import { rmSync } from 'node:fs'
import { removeLocalPostgres } from '@waybill/local-postgres'
import { clusterNameFor } from './hosting/local-postgres.ts'
import { endLeftOvers } from './left-overs.ts'
import { usualDataFolder } from './repository-root.ts'
import { pathsIn } from './state/data-folder.ts'
import { readRunFile } from './state/run-file.ts'

/**
 * Wipes databases, messages, logs and secrets of the data folder. `ports.json`, which a person wrote, stays. Refuses while
 * the system runs; what a killed one left is ended first. Answers the exit code.
 */
export async function resetData({
  dataFolder = usualDataFolder(),
  say = (text: string): void => console.log(text),
} = {}): Promise<number> {
  const paths = pathsIn(dataFolder)
  const running = readRunFile(paths.runFile)
  if (running) {
    say(`Waybill runs (process ${running.pid}): nothing was wiped.`)
    say(`Stop it first, with Ctrl-C where it was started, or with kill ${running.pid}.`)
    return 1
  }
  await endLeftOvers(paths)
  await removeLocalPostgres(clusterNameFor(dataFolder))
  for (const path of [paths.secrets, paths.seeded, paths.logs, paths.run, paths.queues]) {
    rmSync(path, { recursive: true, force: true })
  }
  say('The data is wiped. npm start makes it anew, with the demonstration orders.')
  return 0
}
