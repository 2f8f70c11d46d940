import { Link } from '@tanstack/react-router'
import type { OrderSummary } from '@waybill/contracts'
import { Highlighted } from '../../components/highlighted.tsx'
import { Moment } from '../../components/moment.tsx'
import { StatusBadge } from '../../components/status-badge.tsx'
import type { OrderFilter } from '../../data/orders.ts'
import { formatMoney } from '../../format/money.ts'
import classes from './order-list.module.css'

type OrderListProps = { userId: string; orders: OrderSummary[]; filter: OrderFilter; stale: boolean }

/** The rows of a search. An order that is opened knows which, to lead back to it. */
export function OrderList({ userId, orders, filter, stale }: OrderListProps) {
  return (
    <ul
      className={classes.list}
      aria-label="Orders"
      aria-busy={stale}
      data-stale={stale || undefined}
      data-searched={filter.name !== undefined || undefined}
    >
      {orders.map((order) => (
        <OrderRow key={order.id} userId={userId} order={order} filter={filter} />
      ))}
    </ul>
  )
}

function OrderRow({ userId, order, filter }: { userId: string; order: OrderSummary; filter: OrderFilter }) {
  const amount = { amountMinor: order.totalMinor, currency: order.currency }
  return (
    <li className={classes.row}>
      <Link
        to="/users/$userId/orders/$orderId"
        params={{ userId, orderId: order.id }}
        state={{ foundBy: filter }}
        className={classes.name}
      >
        <Highlighted text={order.name} term={filter.name ?? ''} />
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
