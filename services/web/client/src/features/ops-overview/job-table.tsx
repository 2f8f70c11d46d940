import { Text } from '@mantine/core'
import type { JobType, OrderOverview } from '@waybill/contracts'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { RouteLink } from '../../components/route-link.tsx'
import { Sparkline } from '../../components/sparkline.tsx'
import type { Watched } from '../../data/ops-overviews.ts'
import { courseOf, type Sample } from '../../data/ops-samples.ts'
import { formatDuration } from '../../format/time.ts'
import { sentenceOf } from './course-sentence.ts'

type Row = OrderOverview['jobs'][number] & {
  queue: NonNullable<OrderOverview['queues']>[number] | undefined
  samples: readonly Sample[]
}

/** Each job with its queue: what waits, runs, has failed, and lies in the dead-letter queue. */
export function JobTable({ now, samples }: Watched<OrderOverview>) {
  const rows = now.jobs.map((job) => ({ ...job, queue: now.queues?.find(({ queue }) => queue === job.job), samples }))
  return (
    <>
      <DataTable label="Jobs and their queues" columns={columns} rows={rows} rowKey={({ job }) => job} />
      {now.queues === null && (
        <Text size="sm" c="dimmed" role="status">
          The queues cannot be asked now.
        </Text>
      )}
    </>
  )
}

const columns: Column<Row>[] = [
  { title: 'Job', cell: ({ job }) => <Text fw={600}>{job}</Text> },
  { title: 'Waiting', cell: ({ queued }) => queued },
  { title: 'Running', cell: ({ running }) => running },
  { title: 'Failed', cell: ({ job, failed }) => <FailedLink job={job} failed={failed} /> },
  { title: 'Oldest waits', cell: ({ oldestWaitingSeconds: age }) => (age === null ? '–' : formatDuration(age)) },
  { title: 'In the queue', cell: ({ queue }) => (queue ? depth(queue) : 'not known') },
  { title: 'Dead letters', cell: ({ queue }) => (queue ? <LettersLink {...queue} /> : 'not known') },
  { title: 'Work in hand', width: '20%', cell: (row) => <WorkCourse {...row} /> },
]

const depth = ({ visible, inFlight, delayed }: NonNullable<Row['queue']>) =>
  `${visible} visible, ${inFlight} in flight, ${delayed} delayed`

function FailedLink({ job, failed }: { job: JobType; failed: number }) {
  return (
    <RouteLink to="/ops/processes" search={{ status: 'error', job }} aria-label={`${failed} failed ${job} jobs`}>
      {failed}
    </RouteLink>
  )
}

function LettersLink({ queue, deadLetters }: { queue: JobType; deadLetters: number }) {
  return (
    <RouteLink to="/ops/dead-letters" search={{ queue }} aria-label={`${deadLetters} dead letters of ${queue}`}>
      {deadLetters}
    </RouteLink>
  )
}

function WorkCourse({ job, samples }: Row) {
  const values = courseOf(samples, `job-${job}`)
  return <Sparkline values={values} sentence={sentenceOf(`${job} jobs waiting or running`, values)} />
}
