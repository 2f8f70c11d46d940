import { SimpleGrid } from '@mantine/core'
import { jobType, processStatus } from '@waybill/contracts'
import { AgeSelect } from '../../components/age-select.tsx'
import { FilterSelect } from '../../components/filter-select.tsx'
import { statusWord } from '../../components/status-badge.tsx'
import type { ProcessFilters } from '../../data/ops-processes.ts'

type ProcessFilterBarProps = { filters: ProcessFilters; onChange: (change: ProcessFilters) => void }

export function ProcessFilterBar({ filters, onChange }: ProcessFilterBarProps) {
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }} maw="42rem">
      <FilterSelect
        label="State"
        all="All states"
        options={processStatus.options}
        word={(status) => statusWord('process', status)}
        value={filters.status}
        onChange={(status) => onChange({ status })}
      />
      <FilterSelect
        label="Job"
        all="All jobs"
        options={jobType.options}
        value={filters.job}
        onChange={(job) => onChange({ job })}
      />
      <AgeSelect value={filters.olderThan} onChange={(olderThan) => onChange({ olderThan })} />
    </SimpleGrid>
  )
}
