import { Button } from '@mantine/core'
import { EmptyState } from '../../components/empty-state.tsx'
import type { OrderFilter } from '../../data/orders.ts'
import { useFilter } from './use-filter.ts'

/** Nothing was ever ordered, nothing matches, or the address asks for a page behind the last one. */
export function NoOrders({ filter }: { filter: OrderFilter }) {
  const changeFilter = useFilter()
  const button = (label: string, change: OrderFilter) => (
    <Button variant="default" mt="xs" onClick={() => changeFilter(change)}>
      {label}
    </Button>
  )
  if (filter.page) return <EmptyState title="There is no such page" action={button('To the first page', {})} />
  if (!filter.name && !filter.status) return <EmptyState title="No orders yet">What you order appears here.</EmptyState>
  return (
    <EmptyState title="No order matches" action={button('Clear search', { name: undefined, status: undefined })}>
      {filter.name && (
        <>
          No name contains “<bdi>{filter.name.trim()}</bdi>”{filter.status ? ' in this status' : ''}.
        </>
      )}
    </EmptyState>
  )
}
