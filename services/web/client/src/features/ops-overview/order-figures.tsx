import { SimpleGrid, Stack } from '@mantine/core'
import { type OrderOverview, orderStatus, processStatus } from '@waybill/contracts'
import { Figure, FigureLink } from '../../components/figure-link.tsx'
import { statusWord } from '../../components/status-badge.tsx'
import type { Watched } from '../../data/ops-overviews.ts'
import { Course } from './course.tsx'
import { oldest } from './oldest.ts'

/** Orders by status, order processes by state, and what is on its way between them. */
export function OrderFigures({ now, samples }: Watched<OrderOverview>) {
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 2, xs: 3, md: 5 }} spacing="sm">
        {orderStatus.options.map((status) => (
          <FigureLink
            key={status}
            to="/ops/orders"
            search={{ status }}
            label={statusWord('order', status)}
            value={now.orders[status]}
          />
        ))}
        {processStatus.options.map((status) => (
          <FigureLink
            key={status}
            to="/ops/processes"
            search={{ status }}
            label={`Processes: ${statusWord('process', status).toLowerCase()}`}
            value={now.processes[status]}
          />
        ))}
        <Figure label="Open checkouts" value={now.openCheckouts.count} note={oldest(now.openCheckouts)} />
        <FigureLink to="/ops/outbox" label="Events to publish" value={now.outbox.count} note={oldest(now.outbox)} />
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <Course samples={samples} name="pendingOrders" what="Payments pending" />
        <Course samples={samples} name="pendingProcesses" what="Processes in progress" />
        <Course samples={samples} name="failedProcesses" what="Processes in error" />
      </SimpleGrid>
    </Stack>
  )
}
