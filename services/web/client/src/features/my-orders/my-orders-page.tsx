import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { PageHeading } from '../../components/page-heading.tsx'
import { ordersQuery } from '../../data/orders.ts'
import { isNoUser } from './is-no-user.ts'
import { NoSuchUser } from './no-such-user.tsx'
import { OrderResults } from './order-results.tsx'
import { OrderSearch } from './order-search.tsx'
import { WhoseOrders } from './whose-orders.tsx'

const route = getRouteApi('/shop/users/$userId/orders')

/** All orders of one user: found while one types, page by page. */
export function MyOrdersPage() {
  const { userId } = route.useParams()
  const filter = route.useSearch()
  const orders = useQuery(ordersQuery(userId, filter))
  if (isNoUser(orders.error)) return <NoSuchUser />
  return (
    <Stack gap="lg">
      <Stack gap={4}>
        <PageHeading title="My orders" />
        <WhoseOrders userId={userId} />
      </Stack>
      <OrderSearch filter={filter} />
      <OrderResults userId={userId} filter={filter} orders={orders} />
    </Stack>
  )
}
