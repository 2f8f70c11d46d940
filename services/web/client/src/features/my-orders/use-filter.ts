import { getRouteApi } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { OrderFilter } from '../../data/orders.ts'

const route = getRouteApi('/shop/users/$userId/orders')

/** Writes the filter into the address, from the first page on. It replaces: back leads to the page before, not to each letter. */
export function useFilter(): (change: OrderFilter) => void {
  const navigate = route.useNavigate()
  return useCallback(
    (change) =>
      void navigate({
        search: (before) => ({ ...before, ...change, page: undefined }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  )
}
