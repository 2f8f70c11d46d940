import { Stack } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { FilterSelect } from '../../components/filter-select.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { PagedTable } from '../../components/paged-table.tsx'
import { useLive } from '../../data/ops-live.ts'
import { paymentsQuery } from '../../data/ops-payments.ts'
import { paymentColumns } from './payment-columns.tsx'

const words = { flagged: 'Flagged', unanswered: 'Unanswered' }
const kinds = ['flagged', 'unanswered'] as const

/** Payments: those whose money does not fit, and those that the provider has not answered. */
export function PaymentsPage() {
  const filters = useSearch({ from: '/ops/payments' })
  const navigate = useNavigate({ from: '/ops/payments' })
  return (
    <Stack>
      <PageHeading title="Payments" />
      <Stack maw="16rem">
        <FilterSelect
          label="Show"
          all="All payments"
          options={kinds}
          word={(option) => words[option]}
          value={kinds.find((kind) => filters[kind])}
          onChange={(chosen) => navigate({ search: chosen ? { [chosen]: true } : {} })}
        />
      </Stack>
      <PagedTable
        live={useLive(paymentsQuery(filters))}
        source="The payment service"
        label="Payments"
        columns={paymentColumns}
        rowKey={({ id }) => id}
        page={filters.page}
        empty="No payment matches"
      />
    </Stack>
  )
}
