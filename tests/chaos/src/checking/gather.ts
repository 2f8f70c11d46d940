import type { DriverLog } from '../evidence.ts'
import { type CheckingDatabase, createCheckingDatabase } from './checking-database.ts'
import { copyDatabase } from './copy-database.ts'
import { type CheckedHost, serverOf } from './host.ts'
import { readConfiguration } from './sources/read-configuration.ts'
import { readDriverLog } from './sources/read-driver-log.ts'
import { readEndings } from './sources/read-endings.ts'
import { readJournals } from './sources/read-journals.ts'
import { readLeaks } from './sources/read-leaks.ts'
import { readProcesses } from './sources/read-processes.ts'
import { readQueues } from './sources/read-queues.ts'
import { tables } from './tables.ts'

type Gathering = {
  host: CheckedHost
  log: DriverLog
  /** The server that gets the checking database, without a database name. Default: the system's own. */
  connectionString?: string
}

const copied = { order: 'ord', payment: 'pay', notification: 'ntf' }

/**
 * All that is known of a quiet system, in one database with a schema per source. It is on the system's own server, so it goes
 * with it: `keepEvidence` writes down what must outlive both. Rejects, and leaves nothing, when a source cannot be read.
 */
export async function gather({ host, log, connectionString = serverOf(host) }: Gathering): Promise<CheckingDatabase> {
  const database = await createCheckingDatabase(connectionString)
  try {
    await database.query(tables)
    for (const [name, schema] of Object.entries(copied)) {
      await copyDatabase(`${serverOf(host)}/${name}`, database, schema)
    }
    await readJournals(host, database)
    await readQueues(host, database)
    await readProcesses(host, database)
    await readEndings(host, database)
    await readLeaks(host, database)
    await readDriverLog(log, database)
    await readConfiguration(database)
    await database.query('analyze')
    return database
  } catch (error) {
    await database.drop()
    throw error
  }
}
