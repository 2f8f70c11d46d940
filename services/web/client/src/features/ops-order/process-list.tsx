import { Group, Stack, Text } from '@mantine/core'
import { type InternalOrder, type JobType, jobType } from '@waybill/contracts'
import { JobCell } from '../../components/job-cell.tsx'
import { Moment } from '../../components/moment.tsx'
import { RetryJobButton } from '../../components/retry-job-button.tsx'
import { ShortId } from '../../components/short-id.tsx'
import { StatusBadge } from '../../components/status-badge.tsx'
import { retryJob } from '../../data/ops-processes.ts'

/** The order's processes, newest first, with the state of each job and what may be done about it. */
export function ProcessList({ order: { name, processes } }: { order: InternalOrder }) {
  if (processes.length === 0)
    return <Text size="sm">None: the order has not been paid, and no payment has failed.</Text>
  return (
    <Stack gap="md">
      {processes.map(({ id, status, createdAt, jobs }) => (
        <div key={id}>
          <Group gap="xs" mb={4}>
            <StatusBadge of="process" status={status} />
            <Text size="sm" c="dimmed">
              <Moment at={createdAt} />
            </Text>
            <ShortId value={id} what="process id" />
          </Group>
          {inOrder(jobs).map((job) => (
            <Group key={job.job} gap="xs" py={2} wrap="nowrap" align="flex-start">
              <Text size="sm" w="6rem">
                {job.job}
              </Text>
              <JobCell job={job} action={job.status === 'failed' && <Retry processId={id} job={job.job} of={name} />} />
            </Group>
          ))}
        </div>
      ))}
    </Stack>
  )
}

const inOrder = (jobs: InternalOrder['processes'][number]['jobs']) =>
  jobType.options.flatMap((type) => jobs.filter(({ job }) => job === type))

function Retry({ processId, job, of }: { processId: string; job: JobType; of: string }) {
  return <RetryJobButton job={job} orderName={of} retry={(reason) => retryJob(processId, job, reason)} />
}
