import { randomBytes } from 'node:crypto'
import pg from 'pg'

export type Row = Record<string, unknown>
export type CheckingDatabase = Awaited<ReturnType<typeof createCheckingDatabase>>

const rowsAtOnce = 5_000

/**
 * An empty database of its own on the server, over one connection, so that a transaction may be begun and rolled back on it.
 * `drop` removes it, also while others are connected.
 */
export async function createCheckingDatabase(serverUrl: string) {
  const name = `checking_${randomBytes(6).toString('hex')}`
  await onServer(serverUrl, `create database ${name} template template0 encoding 'UTF8'`)
  const client = new pg.Client({ connectionString: `${serverUrl}/${name}` })
  client.on('error', () => {}) // the query that is under way rejects
  await client.connect()
  // The checks compare whole tables, and nothing has an index: a loop in a loop is always a misjudgement.
  await client.query('set enable_nestloop = off; set jit = off')
  const query = async (text: string, values: unknown[] = []): Promise<Row[]> =>
    // Without values a text may hold several statements; then the answer is an array, and nobody asks for its rows.
    (values.length > 0 ? await client.query(text, values) : await client.query(text)).rows
  return {
    name,
    query,
    /** Rows as objects by column; what a column holds is read as PostgreSQL reads JSON. */
    async load(table: string, rows: readonly object[]): Promise<void> {
      for (let at = 0; at < rows.length; at += rowsAtOnce) {
        await loadJson(table, JSON.stringify(rows.slice(at, at + rowsAtOnce)))
      }
    },
    loadJson,
    async drop(): Promise<void> {
      await client.end()
      await onServer(serverUrl, `drop database if exists ${name} with (force)`)
    },
  }

  /** The same for an array that is JSON already. */
  async function loadJson(table: string, array: string): Promise<void> {
    await client.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1::json)`, [array])
  }
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
