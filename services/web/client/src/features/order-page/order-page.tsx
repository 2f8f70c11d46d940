import { Stack } from '@mantine/core'
import { getRouteApi, Link, useLocation } from '@tanstack/react-router'
import { ErrorPanel } from '../../components/error-panel.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { useFailure } from '../../data/use-failure.ts'
import { useOrder } from '../../data/use-order.ts'
import { Problem } from '../../format/failure.ts'
import { OrderBody } from './order-body.tsx'
import { OrderMissing } from './order-missing.tsx'
import classes from './order-page.module.css'
import { OrderSkeleton } from './order-skeleton.tsx'

const route = getRouteApi('/shop/users/$userId/orders/$orderId')

/** One order: what it is, how it stands, and paying for it. */
export function OrderPage() {
  const { userId, orderId } = route.useParams()
  const foundBy = useLocation({ select: ({ state }) => state.foundBy })
  const order = useOrder({ userId, orderId })
  const failure = useFailure(order)
  const missing = failure instanceof Problem && (failure.status === 404 || failure.status === 400)
  const title = missing ? 'Order not found' : (order.data?.name ?? 'Order')
  return (
    <Stack gap="lg">
      <Stack gap="xs">
        <Link to="/users/$userId/orders" params={{ userId }} search={foundBy ?? {}} className={classes.back}>
          <span aria-hidden="true">← </span>My orders
        </Link>
        <PageHeading title={title}>
          <bdi>{title}</bdi>
        </PageHeading>
      </Stack>
      {missing && <OrderMissing />}
      {failure && !missing && (
        <ErrorPanel error={failure} title="The order’s newest state cannot be shown" onRetry={order.refetch} />
      )}
      {order.data && !missing && <OrderBody order={order.data} />}
      {!order.data && !failure && <OrderSkeleton />}
    </Stack>
  )
}
