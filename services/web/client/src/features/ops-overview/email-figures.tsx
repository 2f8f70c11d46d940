import { SimpleGrid, Stack } from '@mantine/core'
import { emailStatus, type NotificationOverview } from '@waybill/contracts'
import { Figure, FigureLink } from '../../components/figure-link.tsx'
import { statusWord } from '../../components/status-badge.tsx'
import type { Watched } from '../../data/ops-overviews.ts'
import { Course } from './course.tsx'
import { oldest } from './oldest.ts'

/** E-mails by state, and what order has not been told of them. */
export function EmailFigures({ now, samples }: Watched<NotificationOverview>) {
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 2, xs: 3 }} spacing="sm">
        {emailStatus.options.map((status) => (
          <FigureLink
            key={status}
            to="/ops/emails"
            search={{ status }}
            label={statusWord('email', status)}
            value={now.emails[status]}
          />
        ))}
        <Figure label="Unsent" value={now.unsent.count} note={oldest(now.unsent)} />
        <Figure label="Reports waiting" value={now.reports.count} note={oldest(now.reports)} />
      </SimpleGrid>
      <Course samples={samples} name="unsent" what="E-mails not sent yet" />
    </Stack>
  )
}
