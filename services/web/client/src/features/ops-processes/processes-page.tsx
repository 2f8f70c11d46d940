import { Group, Stack } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { PageHeading } from '../../components/page-heading.tsx'
import { PagedTable } from '../../components/paged-table.tsx'
import { useLive } from '../../data/ops-live.ts'
import { type ProcessFilters, processesQuery } from '../../data/ops-processes.ts'
import { processColumns } from './process-columns.tsx'
import { ProcessFilterBar } from './process-filter-bar.tsx'
import { RetryMatchingButton } from './retry-matching-button.tsx'

/** Order processes with the states of their jobs; failed jobs are run again from here, one or all that match. */
export function ProcessesPage() {
  const filters = useSearch({ from: '/ops/processes' })
  const navigate = useNavigate({ from: '/ops/processes' })
  const processes = useLive(processesQuery(filters))
  const show = (search: ProcessFilters) => navigate({ search: { ...filters, page: undefined, ...search } })
  return (
    <Stack>
      <Group justify="space-between" align="flex-start">
        <PageHeading title="Processes" />
        <RetryMatchingButton filters={filters} />
      </Group>
      <ProcessFilterBar filters={filters} onChange={show} />
      <PagedTable
        live={processes}
        source="The order service"
        label="Order processes"
        columns={processColumns}
        rowKey={({ id }) => id}
        page={filters.page}
        empty="No process matches"
      />
    </Stack>
  )
}
