import { Stack } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { emailStatus } from '@waybill/contracts'
import { FilterSelect } from '../../components/filter-select.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { PagedTable } from '../../components/paged-table.tsx'
import { statusWord } from '../../components/status-badge.tsx'
import { emailsQuery } from '../../data/ops-emails.ts'
import { useLive } from '../../data/ops-live.ts'
import { emailColumns } from './email-columns.tsx'

/** The log of e-mails; one that was sent may be sent again. */
export function EmailsPage() {
  const filters = useSearch({ from: '/ops/emails' })
  const navigate = useNavigate({ from: '/ops/emails' })
  return (
    <Stack>
      <PageHeading title="E-mails" />
      <Stack maw="16rem">
        <FilterSelect
          label="Status"
          all="All statuses"
          options={emailStatus.options}
          word={(status) => statusWord('email', status)}
          value={filters.status}
          onChange={(status) => navigate({ search: { status } })}
        />
      </Stack>
      <PagedTable
        live={useLive(emailsQuery(filters))}
        source="The notification service"
        label="E-mails"
        columns={emailColumns}
        rowKey={({ id }) => id}
        page={filters.page}
        empty="No e-mail matches"
      />
    </Stack>
  )
}
