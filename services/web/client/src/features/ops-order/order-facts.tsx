import { Stack } from '@mantine/core'
import type { InternalOrder } from '@waybill/contracts'
import { FactList } from '../../components/fact-list.tsx'
import { Moment } from '../../components/moment.tsx'
import { RouteLink } from '../../components/route-link.tsx'
import { ShortId } from '../../components/short-id.tsx'
import { formatMoney } from '../../format/money.ts'

/** What was ordered, by whom, for how much. */
export function OrderFacts({ order }: { order: InternalOrder }) {
  const { id: orderId, userId, currency, totalMinor: amountMinor, items } = order
  return (
    <Stack gap="sm">
      <FactList
        facts={{
          Customer: `${order.customerName}, ${order.customerEmail}`,
          Total: formatMoney({ amountMinor, currency }),
          Items: items.map(({ name, quantity }) => `${quantity} × ${name}`).join(', '),
          Created: <Moment at={order.createdAt} />,
          Changed: <Moment at={order.updatedAt} />,
          Version: order.version,
          'Order id': <ShortId value={orderId} what="order id" />,
          'User id': <ShortId value={userId} what="user id" />,
        }}
      />
      <RouteLink to="/users/$userId/orders/$orderId" params={{ userId, orderId }} size="sm">
        As the shopper sees it
      </RouteLink>
    </Stack>
  )
}
