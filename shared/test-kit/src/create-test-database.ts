import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import './provided-context.ts'

export type TestDatabase = Awaited<ReturnType<typeof createTestDatabase>>

/**
 * An empty database of its own, with the locale of the real ones, on the server of the integration tests. `migrate`
 * fills it. `drop` removes it, also while connections to it are open. For a whole test file: make it in `beforeAll`.
 */
export async function createTestDatabase(options: { migrate?: (connectionString: string) => Promise<unknown> } = {}) {
  const serverUrl = inject('postgresUrl')
  const name = `test_${randomBytes(8).toString('hex')}`
  const locale = "locale_provider builtin builtin_locale 'C.UTF-8' lc_collate 'C' lc_ctype 'C.UTF-8'"
  await onServer(serverUrl, `create database ${name} template template0 encoding 'UTF8' ${locale}`)
  const connectionString = `${serverUrl}/${name}`
  await options.migrate?.(connectionString)
  return { connectionString, drop: () => onServer(serverUrl, `drop database if exists ${name} with (force)`) }
}

async function onServer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${serverUrl}/postgres` })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
