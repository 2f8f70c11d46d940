import { SimpleGrid, Stack } from '@mantine/core'
import { useParams } from '@tanstack/react-router'
import { Card } from '../../components/card.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { LivePart } from '../../components/live-part.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { StatusBadge } from '../../components/status-badge.tsx'
import { emailsOfOrderQuery } from '../../data/ops-emails.ts'
import { useLive } from '../../data/ops-live.ts'
import { orderQuery } from '../../data/ops-orders.ts'
import { paymentsOfOrderQuery } from '../../data/ops-payments.ts'
import { Problem } from '../../format/failure.ts'
import { CheckoutTable } from './checkout-table.tsx'
import { EmailTable } from './email-table.tsx'
import { OrderFacts } from './order-facts.tsx'
import { PaymentTable } from './payment-table.tsx'
import { ProcessList } from './process-list.tsx'
import { Story } from './story.tsx'

/** Everything that the three services know of one order, and what may be done about it. Each service's part fails alone. */
export function OrderPage() {
  const params = useParams({ from: '/ops/orders/$userId/$orderId' })
  const order = useLive(orderQuery(params))
  const payments = useLive(paymentsOfOrderQuery(params.orderId))
  const emails = useLive(emailsOfOrderQuery(params.orderId))
  if (isMissing(order.failure)) return <OrderMissing />
  const name = order.data?.name ?? 'Order'
  return (
    <Stack>
      <PageHeading title={name}>
        <bdi>{name}</bdi> {order.data && <StatusBadge of="order" status={order.data.status} />}
      </PageHeading>
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Card title="Facts">
          <LivePart live={order} source="The order service">
            {(found) => <OrderFacts order={found} />}
          </LivePart>
        </Card>
        <Card title="Processes">
          <LivePart live={order} source="The order service">
            {(found) => <ProcessList order={found} />}
          </LivePart>
        </Card>
      </SimpleGrid>
      <Card title="Checkouts">
        <LivePart live={order} source="The order service" skeletonRows={1}>
          {({ checkouts }) => <CheckoutTable checkouts={checkouts} />}
        </LivePart>
      </Card>
      <Card title="Payments">
        <LivePart live={payments} source="The payment service" skeletonRows={1}>
          {(found) => <PaymentTable payments={found} />}
        </LivePart>
      </Card>
      <Card title="E-mails">
        <LivePart live={emails} source="The notification service" skeletonRows={1}>
          {(found) => <EmailTable emails={found} />}
        </LivePart>
      </Card>
      <Story order={order} payments={payments} emails={emails} />
    </Stack>
  )
}

const isMissing = (failure: Error | null) => failure instanceof Problem && [400, 404].includes(failure.status)

const OrderMissing = () => (
  <Stack>
    <PageHeading title="Order not found" />
    <EmptyState title="This user has no such order">The address may be incomplete.</EmptyState>
  </Stack>
)
