const userSchemas = "n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'"

const listTables = `
  select c.relname as table, pg_size_pretty(pg_total_relation_size(c.oid)) as size
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm') and ${userSchemas} order by 1`

const listDatabases =
  "select datname as database from pg_database where not datistemplate and datname <> 'postgres' order by 1"

const listColumns = `
  select a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
    case when a.attnotnull then 'not null' else '' end as "null?", coalesce(pg_get_expr(d.adbin, d.adrelid), '') as default
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = to_regclass($1) and a.attnum > 0 and not a.attisdropped order by a.attnum`

const listIndexes = `
  select indexrelid::regclass::text as index, pg_get_indexdef(indexrelid) as definition
  from pg_index where indrelid = to_regclass($1) order by 1`

const listConstraints = `
  select conname as constraint, pg_get_constraintdef(oid) as definition
  from pg_constraint where conrelid = to_regclass($1) and contype in ('c', 'f', 'x') order by 1`

export const help = [
  'Statements end with a semicolon and may only read. Besides:',
  '  \\dt        the tables of this database',
  '  \\d TABLE   its columns, indexes and constraints',
  '  \\l         the databases',
  '  \\x         each row as a list of its columns, on and off',
  '  \\q         the end (or Ctrl-D)',
]

export type MetaCommand =
  | { kind: 'queries'; queries: { text: string; values: string[] }[] }
  | { kind: 'expand' | 'quit' | 'help' | 'unknown' }

/** What a line that begins with a backslash means, in psql's words. */
export function readMetaCommand(line: string): MetaCommand {
  const [name = '', argument] = line.trim().replace(/;$/, '').split(/\s+/)
  if (name === '\\q') return { kind: 'quit' }
  if (name === '\\?' || name === '\\h') return { kind: 'help' }
  if (name === '\\x') return { kind: 'expand' }
  if (name === '\\l') return queries([listDatabases])
  if (name === '\\dt' || (name === '\\d' && argument === undefined)) return queries([listTables])
  if (name === '\\d') return queries([listColumns, listIndexes, listConstraints], argument)
  return { kind: 'unknown' }
}

const queries = (texts: string[], ...values: (string | undefined)[]): MetaCommand => ({
  kind: 'queries',
  queries: texts.map((text) => ({ text, values: values.filter((value) => value !== undefined) })),
})
