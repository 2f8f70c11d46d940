import { displayWidth, padTo } from './display-width.ts'

export type Column = { title: string; align?: 'left' | 'right' }

/** Lines of columns that stand one below the other, with a rule under the titles, as psql draws them. */
export function renderTable(columns: readonly Column[], rows: readonly (readonly string[])[]): string[] {
  const widths = columns.map(({ title }, index) =>
    Math.max(displayWidth(title), ...rows.map((row) => displayWidth(row[index] ?? ''))),
  )
  const line = (cells: readonly string[]): string =>
    columns
      .map(({ align }, index) => ` ${padTo(cells[index] ?? '', widths[index] ?? 0, align)} `)
      .join('|')
      .trimEnd()
  const rule = widths.map((width) => '-'.repeat(width + 2)).join('+')
  return [line(columns.map(({ title }) => title)), rule, ...rows.map(line)]
}
