import { Box, Table } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './data-table.module.css'

export type Column<Row> = { title: string; cell: (row: Row) => ReactNode; width?: string }

type DataTableProps<Row> = {
  /** What the table is of, for whoever hears it. */
  label: string
  columns: readonly Column<Row>[]
  rows: readonly Row[]
  rowKey: (row: Row) => string
  /** A card of its own, where it is not inside one. */
  framed?: boolean
}

/**
 * A table that becomes a list of cards on a phone. The roles are named, because `display: block` would take them away; it takes
 * the focus, so that the keyboard can scroll it.
 */
export function DataTable<Row>({ label, columns, rows, rowKey, framed }: DataTableProps<Row>) {
  return (
    <Box className={classes.region} mod={{ framed }} role="group" aria-label={label} tabIndex={0}>
      <Table role="table" className={classes.table} aria-label={label} verticalSpacing="sm" highlightOnHover>
        <Table.Thead role="rowgroup" className={classes.head}>
          <Table.Tr role="row">
            {columns.map(({ title, width }) => (
              <Table.Th key={title} role="columnheader" scope="col" w={width}>
                {title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody role="rowgroup" className={classes.body}>
          {rows.map((row) => (
            <Table.Tr key={rowKey(row)} role="row" className={classes.row}>
              {columns.map(({ title, cell }) => (
                <Table.Td key={title} role="cell" data-label={title} className={classes.cell}>
                  <div>{cell(row)}</div>
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Box>
  )
}
