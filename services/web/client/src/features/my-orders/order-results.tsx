import { Stack, Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import type { OrderPage } from '@waybill/contracts'
import { Announcement } from '../../components/announcement.tsx'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { PageControl } from '../../components/page-control.tsx'
import type { OrderFilter } from '../../data/orders.ts'
import { useFailure } from '../../data/use-failure.ts'
import { NoOrders } from './no-orders.tsx'
import { OrderList } from './order-list.tsx'
import { OrderListSkeleton } from './order-list-skeleton.tsx'
import { totalOf } from './total-of.ts'

type OrderResultsProps = { userId: string; filter: OrderFilter; orders: UseQueryResult<OrderPage> }

/** What the search found, or why there is nothing to show; older rows stay while newer ones load. */
export function OrderResults({ userId, filter, orders }: OrderResultsProps) {
  const failure = useFailure(orders)
  const { data, isPlaceholderData } = orders
  // Rows of another search say something while the new ones load; that there were none does not.
  const shown = isPlaceholderData && (failure || data?.data.length === 0) ? undefined : data
  const total = shown && !isPlaceholderData ? totalOf(shown.pagination, filter) : ''
  return (
    <Stack gap="md">
      <Announcement text={failure ? '' : total} />
      {failure && <ErrorPanel error={failure} title="Your orders cannot be shown" onRetry={orders.refetch} />}
      {!failure && !shown && <OrderListSkeleton />}
      {shown && shown.data.length === 0 && <NoOrders filter={filter} />}
      {shown && shown.data.length > 0 && (
        <>
          <Text size="sm" c="dimmed" aria-hidden="true">
            {totalOf(shown.pagination, filter)}
          </Text>
          <OrderList userId={userId} orders={shown.data} filter={filter} stale={isPlaceholderData} />
          <PageControl page={shown.pagination.page ?? 1} pagination={shown.pagination} />
        </>
      )}
    </Stack>
  )
}
