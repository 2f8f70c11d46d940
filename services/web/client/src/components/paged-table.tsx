import { Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Pagination } from '@waybill/contracts'
import { type Column, DataTable } from './data-table.tsx'
import { EmptyState } from './empty-state.tsx'
import { LivePart, type LivePartProps } from './live-part.tsx'
import { PageControl } from './page-control.tsx'

type PagedTableProps<Row> = {
  live: LivePartProps<{ data: Row[]; pagination: Pagination }>['live']
  source: string
  label: string
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string
  page: number | undefined
  /** What is said when there is nothing, such as "No order matches". */
  empty: string
}

/** One live page of a list: its skeleton, its table or what there is to say instead, and the way to the other pages. */
export function PagedTable<Row>({ live, source, page = 1, empty, ...table }: PagedTableProps<Row>) {
  return (
    <LivePart live={live} source={source} skeletonRows={8}>
      {({ data, pagination }) => (
        <Stack>
          <Text size="sm" c="dimmed" role="status">
            {totalOf(pagination)}
          </Text>
          {data.length === 0 ? (
            <Nothing page={page} empty={empty} />
          ) : (
            <>
              <DataTable framed {...table} rows={data} />
              <PageControl page={pagination.page ?? page} pagination={pagination} />
            </>
          )}
        </Stack>
      )}
    </LivePart>
  )
}

function Nothing({ page, empty }: { page: number; empty: string }) {
  if (page === 1) return <EmptyState title={empty} />
  return <EmptyState title="There is no such page" action={<FirstPage />} />
}

const FirstPage = () => (
  <Link to="." search={(before: object) => ({ ...before, page: undefined }) as never}>
    To the first page
  </Link>
)

const totalOf = ({ totalItems, totalIsExact }: Pagination) =>
  `${totalIsExact ? '' : 'more than '}${totalItems.toLocaleString()} in all`
