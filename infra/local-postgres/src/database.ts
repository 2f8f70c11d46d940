import pg from 'pg'
import { withClient } from './with-client.ts'

const duplicateDatabase = '42P04'
const uniqueViolation = '23505' // two sessions creating the same one at once
const wrongPassword = '28P01'

/**
 * Creates the database if it is missing, with the locale that search needs, also on a server whose default is another.
 * Safe to call at the same time from several processes. Answers the address of the database.
 */
export async function ensureDatabase(serverUrl: string, name: string): Promise<string> {
  try {
    await withClient({ connectionString: `${serverUrl}/postgres` }, async (client) => {
      const found = await client.query('select 1 from pg_database where datname = $1', [name])
      if (found.rowCount === 0) await client.query(createStatement(name))
    })
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === wrongPassword) throw new Error('This data folder was made with another password', { cause: error })
    if (code !== duplicateDatabase && code !== uniqueViolation) throw error
  }
  return `${serverUrl}/${encodeURIComponent(name)}`
}

function createStatement(name: string): string {
  const locale = "locale_provider builtin builtin_locale 'C.UTF-8' lc_collate 'C' lc_ctype 'C.UTF-8'"
  return `create database ${pg.escapeIdentifier(name)} template template0 encoding 'UTF8' ${locale}`
}
