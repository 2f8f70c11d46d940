import pg from 'pg'

/** Connections that are open to the server, and the rows and megabytes of each table of the named databases. */
export async function databaseFigures(connectionString: string, databases: readonly string[]) {
  const figures: Record<string, number> = {}
  for (const database of databases) {
    const client = new pg.Client({ connectionString: withDatabase(connectionString, database) })
    await client.connect()
    try {
      const { rows: connections } = await client.query(
        "SELECT count(*)::int AS count FROM pg_stat_activity WHERE backend_type = 'client backend'",
      )
      figures.connections = connections[0].count
      const { rows: tables } = await client.query(
        `SELECT relname, n_live_tup::float AS rows, pg_total_relation_size(relid) / 1048576.0 AS mb
         FROM pg_stat_user_tables WHERE n_live_tup > 0 ORDER BY relname`,
      )
      for (const { relname, rows, mb } of tables) {
        figures[`${database}.${relname} rows`] = rows
        figures[`${database}.${relname} MB`] = Number(mb)
      }
    } finally {
      await client.end()
    }
  }
  return figures
}

function withDatabase(connectionString: string, database: string): string {
  const address = new URL(connectionString)
  address.pathname = database
  return address.href
}
