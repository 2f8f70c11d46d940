import { Stack } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { OrderSummary } from '@waybill/contracts'
import type { Column } from '../../components/data-table.tsx'
import { Moment } from '../../components/moment.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { PagedTable } from '../../components/paged-table.tsx'
import { RouteLink } from '../../components/route-link.tsx'
import { ShortId } from '../../components/short-id.tsx'
import { StatusBadge } from '../../components/status-badge.tsx'
import { useLive } from '../../data/ops-live.ts'
import { type OrderFilters, ordersQuery } from '../../data/ops-orders.ts'
import { formatMoney } from '../../format/money.ts'
import { OrderFilterBar } from './order-filter-bar.tsx'

/** Orders of all users: by id, by status, by age. */
export function OrdersPage() {
  const filters = useSearch({ from: '/ops/orders' })
  const navigate = useNavigate({ from: '/ops/orders' })
  const show = (search: OrderFilters) => navigate({ search: { ...filters, page: undefined, ...search } })
  return (
    <Stack>
      <PageHeading title="Orders" />
      <OrderFilterBar key={filters.orderId} filters={filters} onChange={show} />
      <PagedTable
        live={useLive(ordersQuery(filters))}
        source="The order service"
        label="Orders of all users"
        columns={columns}
        rowKey={({ id }) => id}
        page={filters.page}
        empty="No order matches"
      />
    </Stack>
  )
}

const columns: Column<OrderSummary>[] = [
  { title: 'Order', cell: (order) => <OrderLink order={order} /> },
  { title: 'Status', cell: ({ status }) => <StatusBadge of="order" status={status} /> },
  { title: 'Total', cell: ({ totalMinor: amountMinor, currency }) => formatMoney({ amountMinor, currency }) },
  { title: 'Customer', cell: ({ customerName }) => <bdi>{customerName}</bdi> },
  { title: 'Created', cell: ({ createdAt }) => <Moment at={createdAt} /> },
  { title: 'Id', cell: ({ id }) => <ShortId value={id} what="order id" /> },
]

function OrderLink({ order: { id: orderId, userId, name } }: { order: OrderSummary }) {
  return (
    <RouteLink to="/ops/orders/$userId/$orderId" params={{ userId, orderId }} size="sm">
      <bdi>{name}</bdi>
    </RouteLink>
  )
}
