import pg from 'pg'

/**
 * Reads of every table of every database how many rows it has, and a hash of all of them: a row that was added, altered or
 * deleted makes a difference.
 */
export async function openTableContents(urls: Record<string, string>) {
  const pools = Object.entries(urls).map(([name, url]) => ({
    name,
    pool: new pg.Pool({ connectionString: url, max: 1 }),
  }))
  const sources = await Promise.all(pools.map(async ({ name, pool }) => ({ name, pool, sql: await contentsSql(pool) })))

  return {
    async read(): Promise<Record<string, string>> {
      const all = await Promise.all(
        sources.map(async ({ name, pool, sql }) => {
          const { rows } = await pool.query<{ table: string; rows: string; hash: string }>(sql)
          return rows.map(({ table, rows: count, hash }): [string, string] => [`${name}.${table}`, `${count} ${hash}`])
        }),
      )
      return Object.fromEntries(all.flat())
    },
    async stop(): Promise<void> {
      await Promise.all(pools.map(({ pool }) => pool.end()))
    },
  }
}

async function contentsSql(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ table: string }>(
    `select quote_ident(tablename) as table from pg_tables where schemaname = 'public' order by 1`,
  )
  const each = rows.map(
    ({ table }) =>
      `select '${table}' as table, count(*) as rows, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from ${table} t`,
  )
  return each.join(' union all ')
}
