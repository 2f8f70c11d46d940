import { Stack, Text } from '@mantine/core'
import { ActionButton } from '../../components/action-button.tsx'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { LivePart } from '../../components/live-part.tsx'
import { Moment } from '../../components/moment.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { RouteLink } from '../../components/route-link.tsx'
import { type ParkedEvent, parkedEventsQuery, releaseEvent } from '../../data/ops-dead-letters.ts'
import { useLive } from '../../data/ops-live.ts'

/** Events that the topic refused for good. */
export function OutboxPage() {
  return (
    <Stack>
      <PageHeading title="Parked events" />
      <Text size="sm" c="dimmed" maw="48rem">
        The topic refused these for good. Release one when the cause is gone: it is then published again.
      </Text>
      <LivePart live={useLive(parkedEventsQuery)} source="The order service">
        {(events) =>
          events.length === 0 ? (
            <EmptyState title="No parked events">Every event was taken by the topic.</EmptyState>
          ) : (
            <DataTable framed label="Parked events" columns={columns} rows={events} rowKey={({ id }) => id} />
          )
        }
      </LivePart>
    </Stack>
  )
}

const columns: Column<ParkedEvent>[] = [
  { title: 'Event', cell: ({ eventType }) => eventType },
  { title: 'Order', cell: ({ orderId }) => <OrderLink orderId={orderId} /> },
  { title: 'Attempts', cell: ({ attempts }) => attempts },
  { title: 'Last error', width: '30%', cell: ({ lastError }) => lastError ?? '–' },
  { title: 'Created', cell: ({ createdAt }) => <Moment at={createdAt} /> },
  { title: 'Parked', cell: ({ parkedAt }) => <Moment at={parkedAt} /> },
  { title: 'Action', cell: (event) => <Release event={event} /> },
]

function OrderLink({ orderId }: { orderId: string }) {
  return (
    <RouteLink to="/ops/orders" search={{ orderId }} size="sm" title={orderId}>
      <span style={{ whiteSpace: 'nowrap' }}>…{orderId.slice(-8)}</span>
    </RouteLink>
  )
}

function Release({ event: { id, eventType, orderId } }: { event: ParkedEvent }) {
  const action = () => ({
    title: 'Release this event?',
    explanation: `${eventType} of order ${orderId} is published again.`,
    confirm: 'Release',
    run: async (reason: string) => {
      await releaseEvent(id, reason)
      return 'The event is released.'
    },
  })
  return (
    <ActionButton label={`Release event ${id}`} action={action}>
      Release
    </ActionButton>
  )
}
