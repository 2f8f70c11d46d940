import { Stack, Text } from '@mantine/core'
import type { RefusedWebhook } from '@waybill/contracts'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { LivePart } from '../../components/live-part.tsx'
import { Moment } from '../../components/moment.tsx'
import { useLive } from '../../data/ops-live.ts'
import { refusedWebhooksQuery } from '../../data/ops-payments.ts'

/** Calls that were turned away, most for a bad signature. They left no row: the service remembers only that they came. */
export function RefusedWebhooks() {
  return (
    <LivePart live={useLive(refusedWebhooksQuery)} source="The payment service">
      {({ total, data }) => (
        <Stack>
          <Text size="sm" c="dimmed" maw="48rem">
            Nothing of these is stored. {total.toLocaleString()} since the payment service started; the newest 100 are
            shown.
          </Text>
          {data.length === 0 ? (
            <EmptyState title="No call was refused" />
          ) : (
            <DataTable
              framed
              label="Refused webhooks"
              columns={columns}
              rows={data.map((call, index) => ({ ...call, key: `${call.at}-${data.length - index}` }))}
              rowKey={({ key }) => key}
            />
          )}
        </Stack>
      )}
    </LivePart>
  )
}

const columns: Column<RefusedWebhook>[] = [
  { title: 'Came', cell: ({ at }) => <Moment at={at} /> },
  { title: 'Code', cell: ({ code }) => code },
  { title: 'Why', cell: ({ detail }) => detail },
  { title: 'Called itself', cell: ({ eventId }) => eventId ?? '–' },
]
