import { Stack, Text } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Email, InternalOrder, PaymentDetails } from '@waybill/contracts'
import { Card } from '../../components/card.tsx'
import { ExactMoment } from '../../components/exact-moment.tsx'
import { Timeline, TimelineItem } from '../../components/timeline.tsx'
import type { Live } from '../../data/ops-live.ts'
import { mergeTimeline } from './merge-timeline.ts'
import { SourceChips } from './source-chips.tsx'

type StoryProps = { order: Live<InternalOrder>; payments: Live<PaymentDetails[]>; emails: Live<Email[]> }

/** One timeline of what all three services recorded, each entry with the service's name. */
export function Story({ order, payments, emails }: StoryProps) {
  const { from } = useSearch({ from: '/ops/orders/$userId/$orderId' })
  const navigate = useNavigate({ from: '/ops/orders/$userId/$orderId' })
  const entries = mergeTimeline({ order: order.data?.timeline, payments: payments.data, emails: emails.data })
  const missing = [
    !order.data && 'the order service',
    !payments.data && 'the payment service',
    !emails.data && 'the notification service',
  ].filter((name) => name !== false)
  return (
    <Card
      title="Timeline"
      aside={<SourceChips value={from} onChange={(next) => navigate({ search: { from: next } })} />}
    >
      <Stack gap="md">
        {missing.length > 0 && (
          <Text size="sm" c="dimmed">
            Without the records of {missing.join(' and ')}.
          </Text>
        )}
        <Timeline label="Timeline">
          {entries
            .filter(({ source }) => !from || source === from)
            .map(({ key, at, source, title, details, tone }) => (
              <TimelineItem
                key={key}
                title={title}
                tone={tone}
                aside={
                  <>
                    {source} · <ExactMoment at={at} />
                  </>
                }
              >
                {details.map((line) => (
                  <div key={line}>{line}</div>
                ))}
              </TimelineItem>
            ))}
        </Timeline>
      </Stack>
    </Card>
  )
}
