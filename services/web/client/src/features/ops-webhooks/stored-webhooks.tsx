import { Text } from '@mantine/core'
import type { WebhookEvent } from '@waybill/contracts'
import type { Column } from '../../components/data-table.tsx'
import { Moment } from '../../components/moment.tsx'
import { OrderIdLink } from '../../components/order-id-link.tsx'
import { PagedTable } from '../../components/paged-table.tsx'
import { ShortId } from '../../components/short-id.tsx'
import { StatusBadge } from '../../components/status-badge.tsx'
import { useLive } from '../../data/ops-live.ts'
import { type WebhookFilters, webhooksQuery } from '../../data/ops-payments.ts'
import { LastAction } from './last-action.tsx'
import { WebhookActions } from './webhook-actions.tsx'

/** One page of the stored events, with what became of each. */
export function StoredWebhooks({ filters }: { filters: WebhookFilters }) {
  return (
    <PagedTable
      live={useLive(webhooksQuery(filters))}
      source="The payment service"
      label="Stored webhooks"
      columns={columns}
      rowKey={({ id }) => id}
      page={filters.page}
      empty="No webhook matches"
    />
  )
}

const columns: Column<WebhookEvent>[] = [
  { title: 'Event', cell: ({ eventId }) => <ShortId value={eventId} what="event id" /> },
  { title: 'Type', cell: ({ eventType }) => eventType ?? 'not readable' },
  { title: 'Order', cell: (event) => <OrderOfEvent event={event} /> },
  { title: 'Payment', cell: ({ merchantReference: id }) => (id ? <ShortId value={id} what="payment id" /> : '–') },
  { title: 'Status', cell: (event) => <Status event={event} /> },
  { title: 'Received', cell: (event) => <Received event={event} /> },
  { title: 'Action', cell: (event) => <WebhookActions event={event} /> },
]

function OrderOfEvent({ event: { orderId, userId } }: { event: WebhookEvent }) {
  if (orderId === null || userId === null) return '–'
  return <OrderIdLink userId={userId} orderId={orderId} />
}

function Status({ event: { status, reason, processedAt, nextAttemptAt, operatorActions } }: { event: WebhookEvent }) {
  return (
    <>
      <StatusBadge of="webhook" status={status} />
      {reason && (
        <Text size="xs" mt={4}>
          {reason}
        </Text>
      )}
      {status === 'waiting_for_payment' && nextAttemptAt && (
        <Text size="xs" c="dimmed">
          next try <Moment at={nextAttemptAt} />
        </Text>
      )}
      {processedAt && (
        <Text size="xs" c="dimmed" mt={4}>
          <Moment at={processedAt} />
        </Text>
      )}
      <LastAction actions={operatorActions} />
    </>
  )
}

function Received({ event: { receivedAt, deliveries } }: { event: WebhookEvent }) {
  return (
    <>
      <Moment at={receivedAt} />
      {deliveries > 1 && (
        <Text size="xs" c="dimmed">
          came {deliveries} times
        </Text>
      )}
    </>
  )
}
