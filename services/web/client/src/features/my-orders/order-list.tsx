import { Link } from '@tanstack/react-router'
import type { OrderSummary } from '@waybill/contracts'
import { Highlighted } from '../../components/highlighted.tsx'
import { Moment } from '../../components/moment.tsx'
import { StatusBadge } from '../../components/status-badge.tsx'
import { formatMoney } from '../../format/money.ts'
import classes from './order-list.module.css'

type OrderListProps = { userId: string; orders: OrderSummary[]; term: string; stale: boolean }

export function OrderList({ userId, orders, term, stale }: OrderListProps) {
  return (
    <ul
      className={classes.list}
      aria-label="Orders"
      aria-busy={stale}
      data-stale={stale || undefined}
      data-searched={term !== '' || undefined}
    >
      {orders.map((order) => (
        <OrderRow key={order.id} userId={userId} order={order} term={term} />
      ))}
    </ul>
  )
}

function OrderRow({ userId, order, term }: { userId: string; order: OrderSummary; term: string }) {
  const amount = { amountMinor: order.totalMinor, currency: order.currency }
  return (
    <li className={classes.row}>
      <Link to="/users/$userId/orders/$orderId" params={{ userId, orderId: order.id }} className={classes.name}>
        <Highlighted text={order.name} term={term} />
      </Link>
      <span className={classes.date}>
        <Moment at={order.createdAt} />
      </span>
      <span className={classes.status}>
        <StatusBadge of="order" status={order.status} />
      </span>
      <span className={classes.total}>{formatMoney(amount)}</span>
    </li>
  )
}
