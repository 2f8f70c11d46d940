import { SimpleGrid, Stack } from '@mantine/core'
import { Card } from '../../components/card.tsx'
import { LivePart } from '../../components/live-part.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
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
      <Card title="Orders">
        <LivePart live={order} source="The order service">
          {(watched) => <OrderFigures {...watched} />}
        </LivePart>
      </Card>
      <Card title="Jobs and their queues">
        <LivePart live={order} source="The order service">
          {(watched) => <JobTable {...watched} />}
        </LivePart>
      </Card>
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Card title="Payments and webhooks">
          <LivePart live={payment} source="The payment service">
            {(watched) => <PaymentFigures {...watched} />}
          </LivePart>
        </Card>
        <Card title="E-mails">
          <LivePart live={notification} source="The notification service">
            {(watched) => <EmailFigures {...watched} />}
          </LivePart>
        </Card>
      </SimpleGrid>
    </Stack>
  )
}
