import { type JobType, jobType, type ProcessSummary } from '@waybill/contracts'
import type { Column } from '../../components/data-table.tsx'
import { JobCell } from '../../components/job-cell.tsx'
import { Moment } from '../../components/moment.tsx'
import { RetryJobButton } from '../../components/retry-job-button.tsx'
import { RouteLink } from '../../components/route-link.tsx'
import { ShortId } from '../../components/short-id.tsx'
import { Badge, StatusBadge } from '../../components/status-badge.tsx'
import { retryJob } from '../../data/ops-processes.ts'

const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)

/** What the table of processes shows of each. */
export const processColumns: Column<ProcessSummary>[] = [
  { title: 'Order', cell: (process) => <OrderOf process={process} /> },
  { title: 'State', cell: ({ status }) => <StatusBadge of="process" status={status} /> },
  { title: 'Payment', cell: ({ outcome }) => <Outcome outcome={outcome} /> },
  ...jobType.options.map((job) => ({
    title: capital(job),
    cell: (process: ProcessSummary) => <Job process={process} type={job} />,
  })),
  { title: 'Created', cell: ({ createdAt }) => <Moment at={createdAt} /> },
  { title: 'Process', cell: ({ id }) => <ShortId value={id} what="process id" /> },
]

function OrderOf({ process: { userId, orderId, orderName } }: { process: ProcessSummary }) {
  return (
    <RouteLink to="/ops/orders/$userId/$orderId" params={{ userId, orderId }} size="sm">
      <bdi>{orderName}</bdi>
    </RouteLink>
  )
}

function Outcome({ outcome }: { outcome: ProcessSummary['outcome'] }) {
  return <Badge tone={outcome === 'succeeded' ? 'good' : 'bad'}>{outcome === 'succeeded' ? 'Paid' : 'Failed'}</Badge>
}

function Job({ process: { id, orderName, jobs }, type }: { process: ProcessSummary; type: JobType }) {
  const job = jobs.find((one) => one.job === type)
  if (!job) return '–'
  const retry = (reason: string) => retryJob(id, type, reason)
  return (
    <JobCell
      job={job}
      action={job.status === 'failed' && <RetryJobButton job={type} orderName={orderName} retry={retry} />}
    />
  )
}
