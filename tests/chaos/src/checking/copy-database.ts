import pg from 'pg'
import type { CheckingDatabase } from './checking-database.ts'

type Table = { name: string; columns: string }

// Migrations keep their own books in `kysely_*`.
const tablesOfDatabase = `
  select format('%I', c.relname) as name,
    string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' order by a.attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname not like 'kysely\\_%'
  group by c.relname order by c.relname`

/**
 * Every table of a database, whatever it has, as it stood at one moment. The copies have no constraint, so that they can hold
 * what the database itself would have refused.
 */
export async function copyDatabase(from: string, to: CheckingDatabase, schema: string): Promise<void> {
  const source = new pg.Client({ connectionString: from })
  await source.connect()
  try {
    await source.query('begin isolation level repeatable read read only')
    const { rows: tables } = await source.query<Table>(tablesOfDatabase)
    for (const table of tables) {
      await to.query(`create table ${schema}.${table.name} (${table.columns})`)
      await copyTable(source, table.name, (array) => to.loadJson(`${schema}.${table.name}`, array))
    }
  } finally {
    await source.end()
  }
}

async function copyTable(source: pg.Client, table: string, load: (array: string) => Promise<void>): Promise<void> {
  await source.query(`declare copied no scroll cursor for select row_to_json(t)::text as row from ${table} t`)
  for (;;) {
    const { rows } = await source.query<{ row: string }>('fetch 5000 from copied')
    if (rows.length === 0) break
    await load(`[${rows.map(({ row }) => row).join(',')}]`)
  }
  await source.query('close copied')
}
