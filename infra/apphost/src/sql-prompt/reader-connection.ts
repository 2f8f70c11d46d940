import pg from 'pg'
import type { SqlResult } from './render-result.ts'
import type { RunQuery } from './sql-session.ts'

const statementTimeoutMs = 30_000
/** Every value as the server writes it. */
const asText = { getTypeParser: () => (text: string) => text }

/** A connection that can only read: its role may not write, its transactions are read-only, and no statement runs for ever. */
export async function connectReader(connectionString: string, onLost: (error: Error) => void) {
  const client = new pg.Client({
    connectionString,
    application_name: 'npm run db',
    connectionTimeoutMillis: 3_000,
    options: `-c default_transaction_read_only=on -c statement_timeout=${statementTimeoutMs}`,
  })
  client.on('error', onLost)
  await client.connect()
  const query: RunQuery = async (text, values = []) => {
    const { command, rowCount, fields, rows } = await client.query({ text, values, rowMode: 'array', types: asText })
    return { command, rowCount, fields, rows } as SqlResult
  }
  return { query, close: () => client.end() }
}
