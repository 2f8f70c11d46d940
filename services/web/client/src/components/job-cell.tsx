import { Group, Text } from '@mantine/core'
import type { ProcessSummary } from '@waybill/contracts'
import type { ReactNode } from 'react'
import { StatusBadge } from './status-badge.tsx'

type JobCellProps = { job: ProcessSummary['jobs'][number]; action?: ReactNode }

/** Where a job stands, its attempt from the second on, the error of one that failed, and what may be done about it. */
export function JobCell({ job: { status, attempt, note }, action }: JobCellProps) {
  return (
    <Group gap="xs">
      <StatusBadge of="job" status={status} />
      {attempt > 1 && (
        <Text size="xs" c="dimmed">
          attempt {attempt}
        </Text>
      )}
      {action}
      {status === 'failed' && note && (
        <Text size="xs" c="dimmed" w="100%">
          {note}
        </Text>
      )}
    </Group>
  )
}
