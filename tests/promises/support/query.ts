import type { AppHost } from '@waybill/apphost'
import { serverOf } from '@waybill/chaos'
import pg from 'pg'

/** The rows of one statement in one of the system's databases, on a connection of its own. */
export async function query<Row extends pg.QueryResultRow>(
  host: AppHost,
  database: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: `${serverOf(host)}/${database}` })
  await client.connect()
  try {
    return (await client.query<Row>(text, values)).rows
  } finally {
    await client.end()
  }
}

/** How many rows there are of `from …`. */
export async function countOf(host: AppHost, database: string, from: string): Promise<number> {
  const [row] = await query<{ count: number }>(host, database, `select count(*)::int as count ${from}`)
  return row?.count ?? 0
}
