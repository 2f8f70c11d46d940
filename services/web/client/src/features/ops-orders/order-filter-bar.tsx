import { Button, Group, SimpleGrid, TextInput } from '@mantine/core'
import { id, orderStatus } from '@waybill/contracts'
import { type FormEvent, useState } from 'react'
import { AgeSelect } from '../../components/age-select.tsx'
import { FilterSelect } from '../../components/filter-select.tsx'
import { statusWord } from '../../components/status-badge.tsx'
import type { OrderFilters } from '../../data/ops-orders.ts'

type OrderFilterBarProps = { filters: OrderFilters; onChange: (change: OrderFilters) => void }

/** An order id is found when it is whole: the services do not search in ids. */
export function OrderFilterBar({ filters, onChange }: OrderFilterBarProps) {
  const [orderId, setOrderId] = useState(filters.orderId ?? '')
  const [checked, setChecked] = useState(false)
  const wrong = orderId !== '' && !id.safeParse(orderId).success

  const find = (event: FormEvent) => {
    event.preventDefault()
    setChecked(true)
    if (!wrong) onChange({ orderId: orderId || undefined })
  }

  return (
    <SimpleGrid cols={{ base: 1, sm: 3 }} maw="60rem">
      <form onSubmit={find} noValidate>
        <Group gap="xs" align="flex-start" wrap="nowrap">
          <TextInput
            label="Order id"
            flex={1}
            value={orderId}
            onChange={(event) => setOrderId(event.currentTarget.value.trim())}
            error={checked && wrong && 'This is not the whole of an id'}
          />
          <Button type="submit" variant="default" mt="1.5rem">
            Find
          </Button>
        </Group>
      </form>
      <FilterSelect
        label="Status"
        all="All statuses"
        options={orderStatus.options}
        word={(status) => statusWord('order', status)}
        value={filters.status}
        onChange={(status) => onChange({ status })}
      />
      <AgeSelect value={filters.olderThan} onChange={(olderThan) => onChange({ olderThan })} />
    </SimpleGrid>
  )
}
