import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CheckingDatabase } from '../checking-database.ts'
import type { CheckedHost } from '../host.ts'

/** Said by the app host in a process's log whenever it ended without being asked to stop. */
const saidOfAnEnd = /^(was killed by \w+|ended by itself with exit code \d+|could not be started .*) after [\d.]+ s; /gm

/** How the processes ended that did not end with the system, and how often. */
export async function readEndings(host: CheckedHost, database: CheckingDatabase): Promise<void> {
  for (const process of host.names) {
    const said = await readFile(join(host.dataFolder, 'logs', `${process}.log`), 'utf8').catch(() => '')
    const endings = Map.groupBy(said.matchAll(saidOfAnEnd), ([, ending]) => ending ?? '')
    await database.load(
      'drv.endings',
      [...endings].map(([ending, { length: times }]) => ({ process, ending, times })),
    )
  }
}
