import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Violation } from '../evidence.ts'
import { type CheckingDatabase, createCheckingDatabase } from './checking-database.ts'
import { invariants } from './invariants/index.ts'

const tablesOfSources = `
  select n.nspname as schema, format('%I.%I', n.nspname, c.relname) as name,
    string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' order by a.attnum) as columns
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  where c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema')
  group by n.nspname, c.relname order by 1, 2`

const linesAtOnce = 5_000

type Table = { schema: string; name: string; columns: string }

/**
 * Writes the violations and the whole checking database into the folder, which is made: `violations.json`, `schema.sql` and a
 * file of JSON lines per table, for `grep` or for `openEvidence`. Answers the folder.
 */
export async function keepEvidence(
  database: CheckingDatabase,
  violations: readonly Violation[],
  folder: string,
): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const explained = violations.map((violation) => ({
    ...violation,
    meaning: invariants.find(({ id }) => id === violation.invariant)?.meaning,
  }))
  writeFileSync(join(folder, 'violations.json'), `${JSON.stringify(explained, null, 2)}\n`)
  const tables = (await database.query(tablesOfSources)) as Table[]
  writeFileSync(join(folder, 'schema.sql'), schemaOf(tables))
  for (const { name } of tables) {
    const rows = await database.query(`select row_to_json(t)::text as row from ${name} t`)
    writeFileSync(join(folder, `${name}.jsonl`), rows.map(({ row }) => `${row}\n`).join(''))
  }
  return folder
}

/** The checking database of a folder that `keepEvidence` wrote, on this server, to ask it more. */
export async function openEvidence(folder: string, serverUrl: string): Promise<CheckingDatabase> {
  const database = await createCheckingDatabase(serverUrl)
  await database.query(readFileSync(join(folder, 'schema.sql'), 'utf8'))
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.jsonl'))) {
    const lines = readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean)
    for (let at = 0; at < lines.length; at += linesAtOnce) {
      await database.loadJson(file.replace('.jsonl', ''), `[${lines.slice(at, at + linesAtOnce).join(',')}]`)
    }
  }
  return database
}

function schemaOf(tables: readonly Table[]): string {
  const schemas = [...new Set(tables.map(({ schema }) => `create schema ${schema};\n`))]
  return [...schemas, ...tables.map(({ name, columns }) => `create table ${name} (${columns});\n`)].join('')
}
