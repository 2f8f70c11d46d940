import { join } from 'node:path'
import { createDatabase } from '@waybill/postgres'
import { captureLog, createTestDatabase } from '@waybill/test-kit'

export const openDatabase = (connectionString: string) =>
  createDatabase({ connectionString, applicationName: 'test', logger: captureLog().logger as never })

/** The service's database with its tables, for tests of what a single statement does. */
export async function openMigratedDatabase() {
  const { connectionString, drop } = await createTestDatabase()
  const database = openDatabase(connectionString)
  await database.migrateToLatest(join(import.meta.dirname, '../../migrations'))
  return {
    ...{ connectionString, db: database.db },
    close: async () => {
      await database.stop()
      await drop()
    },
  }
}
