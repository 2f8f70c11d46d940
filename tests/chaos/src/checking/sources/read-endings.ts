import type { CheckingDatabase } from '../checking-database.ts'
import type { CheckedHost } from '../host.ts'
import { linesOf } from './read-logs.ts'

/** Said by the app host in a process's log whenever it ended without being asked to stop. */
const saidOfAnEnd = /^(was killed by \w+|ended by itself with exit code \d+|could not be started .*) after [\d.]+ s; /

/** How the processes ended that did not end with the system, and how often. */
export async function readEndings(host: CheckedHost, database: CheckingDatabase): Promise<void> {
  for (const process of host.names) {
    const endings = new Map<string, number>()
    for await (const line of linesOf(host, process)) {
      const ending = saidOfAnEnd.exec(line)?.[1]
      if (ending !== undefined) endings.set(ending, (endings.get(ending) ?? 0) + 1)
    }
    await database.load(
      'drv.endings',
      [...endings].map(([ending, times]) => ({ process, ending, times })),
    )
  }
}
