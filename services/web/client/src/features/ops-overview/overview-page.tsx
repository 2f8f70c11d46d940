import { SimpleGrid, Stack } from '@mantine/core'
import { LivePart } from '../../components/live-part.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { SectionCard } from '../../components/section-card.tsx'
import { useOverviews } from '../../data/ops-use-overviews.ts'
import { AttentionList } from './attention-list.tsx'
import { EmailFigures } from './email-figures.tsx'
import { JobTable } from './job-table.tsx'
import { OrderFigures } from './order-figures.tsx'
import { PaymentFigures } from './payment-figures.tsx'

/** Everything in figures, what needs a person first. */
export function OverviewPage() {
  const { order, payment, notification, ...needs } = useOverviews()
  return (
    <Stack>
      <PageHeading title="Overview" />
      <AttentionList {...needs} />
      <SectionCard title="Orders">
        <LivePart live={order} source="The order service">
          {(watched) => <OrderFigures {...watched} />}
        </LivePart>
      </SectionCard>
      <SectionCard title="Jobs and their queues">
        <LivePart live={order} source="The order service">
          {(watched) => <JobTable {...watched} />}
        </LivePart>
      </SectionCard>
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <SectionCard title="Payments and webhooks">
          <LivePart live={payment} source="The payment service">
            {(watched) => <PaymentFigures {...watched} />}
          </LivePart>
        </SectionCard>
        <SectionCard title="E-mails">
          <LivePart live={notification} source="The notification service">
            {(watched) => <EmailFigures {...watched} />}
          </LivePart>
        </SectionCard>
      </SimpleGrid>
    </Stack>
  )
}
