import { SimpleGrid, Stack } from '@mantine/core'
import type { PaymentOverview } from '@waybill/contracts'
import { Figure, FigureLink } from '../../components/figure-link.tsx'
import type { Watched } from '../../data/ops-overviews.ts'
import { Course } from './course.tsx'
import { oldest } from './oldest.ts'

/** Payments without an answer or with money that does not fit, and the provider's webhooks. */
export function PaymentFigures({ now, samples }: Watched<PaymentOverview>) {
  const { unanswered, flagged, webhooks, waitingWebhooks, refusedWebhooks, confirmations, payments } = now
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 2, xs: 3 }} spacing="sm">
        <FigureLink
          to="/ops/payments"
          search={{ unanswered: true }}
          label="Unanswered"
          value={unanswered.count}
          note={oldest(unanswered)}
        />
        <FigureLink to="/ops/payments" search={{ flagged: true }} label="Flagged" value={flagged} />
        <Figure label="Order not told yet" value={confirmations.count} note={oldest(confirmations)} />
        <FigureLink
          to="/ops/webhooks"
          search={{ status: 'waiting_for_payment' }}
          label="Webhooks waiting"
          value={waitingWebhooks.count}
          note={oldest(waitingWebhooks)}
        />
        <FigureLink
          to="/ops/webhooks"
          search={{ status: 'quarantined' }}
          label="Quarantined"
          value={webhooks.quarantined}
        />
        <FigureLink to="/ops/webhooks" search={{ status: 'refused' }} label="Refused calls" value={refusedWebhooks} />
        <Figure label="Succeeded" value={payments.succeeded} />
        <Figure label="Failed" value={payments.failed} />
        <Figure label="Expired" value={payments.expired} />
      </SimpleGrid>
      <Course samples={samples} name="unanswered" what="Payments unanswered" />
    </Stack>
  )
}
