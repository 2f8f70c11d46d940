import type { JobType, TimelineEntry } from '@waybill/contracts'
import type { Step } from './step.ts'

type JobEntry = Extract<TimelineEntry, { kind: 'job' }>

const texts: Record<JobType, { title: string; queued: string; running: string; succeeded: string }> = {
  production: {
    title: 'Production',
    queued: 'Waiting for the workshop.',
    running: 'The workshop takes the order.',
    succeeded: 'In production.',
  },
  invoice: {
    title: 'Invoice',
    queued: 'Waiting to be written.',
    running: 'Being written.',
    succeeded: 'Written.',
  },
  notification: {
    title: 'E-mail',
    queued: 'Waiting to be sent.',
    running: 'Being sent.',
    succeeded: 'Sent to you.',
  },
}

/** A job as it stands with this entry: what is repeated says so, and what failed for good that somebody looks after it. */
export function jobStep(entry: JobEntry, timeline: readonly TimelineEntry[]): Step {
  const { job, status, reference, processId, at } = entry
  const text = texts[job]
  const step = { key: `${processId}-${job}`, title: text.title, at }
  if (status === 'succeeded')
    return {
      ...step,
      state: text.succeeded,
      tone: 'good',
      ...(job === 'notification' && { mailSent: true }),
      ...(job === 'invoice' && reference && { reference }),
    }
  if (status === 'failed' && entry.fault === 'permanent')
    return { ...step, state: 'There is a problem with this step. We are looking into it.', tone: 'bad' }
  if (status === 'failed' || isRepeated(entry, timeline))
    return { ...step, state: 'It did not work at once. We are trying again.', tone: 'attention' }
  return { ...step, state: text[status], tone: status === 'running' ? 'moving' : 'neutral' }
}

/** A later attempt, or the same one reported as begun more than once: its listener tries again. */
function isRepeated({ processId, job, attempt, at }: JobEntry, timeline: readonly TimelineEntry[]): boolean {
  const begun = timeline.filter(
    (entry) =>
      entry.kind === 'job' &&
      entry.processId === processId &&
      entry.job === job &&
      entry.status === 'running' &&
      entry.at <= at,
  )
  return attempt > 1 || begun.length > 1
}
