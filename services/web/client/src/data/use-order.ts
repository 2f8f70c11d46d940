import { useDocumentVisibility } from '@mantine/hooks'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { ordersApi } from '@waybill/contracts'
import { useEffect, useState } from 'react'
import { followOrder } from './follow-order.ts'
import { knownOrder, type OrderKey, orderQuery, refreshOrder } from './order.ts'
import { isNews } from './order-versions.ts'

/** One order that moves by itself: by the server's events while the page can be seen, by asking while there are none. */
export function useOrder(key: OrderKey) {
  const [streaming, setStreaming] = useState(false)
  const order = useQuery(orderQuery(key, { poll: !streaming }))
  useOrderStream(key, order.isSuccess, setStreaming)
  return order
}

// A browser has six connections for one origin: a page that nobody sees gives its own back, one without an order takes none.
function useOrderStream({ userId, orderId }: OrderKey, exists: boolean, onStreaming: (streaming: boolean) => void) {
  const client = useQueryClient()
  const visible = useDocumentVisibility() === 'visible'
  useEffect(() => {
    if (!visible || !exists) return
    const key = { userId, orderId }
    const stop = followOrder({
      open: () => new EventSource(addressOf(key)),
      onStreaming,
      onChange: (change) => {
        if (isNews(knownOrder(client, key), change)) void refreshOrder(client, key)
      },
    })
    return () => {
      stop()
      onStreaming(false)
    }
  }, [client, visible, exists, userId, orderId, onStreaming])
}

const addressOf = ({ userId, orderId }: OrderKey) =>
  ordersApi.events.path
    .replace('{userId}', encodeURIComponent(userId))
    .replace('{orderId}', encodeURIComponent(orderId))
