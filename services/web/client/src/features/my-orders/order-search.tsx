import { NativeSelect, TextInput } from '@mantine/core'
import { orderStatus } from '@waybill/contracts'
import { SearchIcon } from '../../components/icons.tsx'
import { statusWord } from '../../components/status-badge.tsx'
import type { OrderFilter } from '../../data/orders.ts'
import { longestTerm, readOrderFilter } from './order-filter.ts'
import classes from './order-search.module.css'
import { useFilter } from './use-filter.ts'
import { useTerm } from './use-term.ts'

const statuses = [
  { value: '', label: 'All' },
  ...orderStatus.options.map((status) => ({ value: status, label: statusWord('order', status) })),
]

export function OrderSearch({ filter }: { filter: OrderFilter }) {
  const changeFilter = useFilter()
  const [term, setTerm] = useTerm(filter.name ?? '', (name) => changeFilter({ name }))
  return (
    <search className={classes.search}>
      <TextInput
        type="search"
        label="Search by name"
        placeholder="Part of the order’s name"
        leftSection={<SearchIcon />}
        maxLength={longestTerm}
        autoComplete="off"
        value={term}
        onChange={(event) => setTerm(event.currentTarget.value)}
      />
      <NativeSelect
        label="Status"
        data={statuses}
        value={filter.status ?? ''}
        onChange={(event) => changeFilter({ status: readOrderFilter({ status: event.currentTarget.value }).status })}
      />
    </search>
  )
}
