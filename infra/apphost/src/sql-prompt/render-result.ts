import { renderTable } from '../screen/table.ts'

export type SqlResult = {
  command: string
  rowCount: number | null
  fields: { name: string; dataTypeID: number }[]
  rows: unknown[][]
}

const numericTypes = new Set([20, 21, 23, 26, 700, 701, 1700]) // pg_type: int8, int2, int4, oid, float4, float8, numeric
const mostRows = 1_000

/** A result as lines: a table, or (`expanded`) each row as a list of its columns. */
export function renderResult({ command, rowCount, fields, rows }: SqlResult, expanded: boolean): string[] {
  if (fields.length === 0) return [[command, rowCount].filter((part) => part !== null).join(' ')]
  const shown = rows.slice(0, mostRows).map((row) => row.map(cellText))
  const columns = fields.map(({ name, dataTypeID }) => {
    return { title: cellText(name), align: numericTypes.has(dataTypeID) ? ('right' as const) : ('left' as const) }
  })
  const body = expanded ? shown.flatMap((row, index) => renderRow(columns, row, index)) : renderTable(columns, shown)
  return [...body, countLine(rows.length)]
}

function renderRow(columns: readonly { title: string }[], row: readonly string[], index: number): string[] {
  const lines = renderTable(
    [{ title: `row ${index + 1}` }, { title: '' }],
    columns.map(({ title }, at) => [title, row[at] ?? '']),
  )
  return [...lines, '']
}

function countLine(count: number): string {
  const cut = count > mostRows ? `, the first ${mostRows} shown` : ''
  return `(${count} ${count === 1 ? 'row' : 'rows'}${cut})`
}

/** What is stored must not steer the terminal: control characters are shown, not sent. */
function cellText(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  return String(value)
    .replaceAll('\n', '↵')
    .replace(/\p{Cc}/gu, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`)
}
