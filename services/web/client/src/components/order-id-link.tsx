import { RouteLink } from './route-link.tsx'

type OrderIdLinkProps = { userId: string; orderId: string }

/** An order by the end of its id, where its name is not known. */
export function OrderIdLink({ userId, orderId }: OrderIdLinkProps) {
  return (
    <RouteLink to="/ops/orders/$userId/$orderId" params={{ userId, orderId }} size="sm" title={orderId}>
      <span style={{ whiteSpace: 'nowrap' }}>…{orderId.slice(-8)}</span>
    </RouteLink>
  )
}
