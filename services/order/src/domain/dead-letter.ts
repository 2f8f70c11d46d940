import type { JobStatus, JobType } from '@waybill/contracts'
import { orderProcessEvent } from '@waybill/contracts'

/** A message that no listener could finish, as it lies in a dead-letter queue. */
export type DeadLetterMessage = {
  messageId: string
  body: string
  attributes: Record<string, string>
  receiveCount: number
  sentAt: string | null
}

/** What a message asks for, if it can be read at all. */
export type AskedJob = { processId: string; orderId: string; userId: string; attempt: number }

/** The job of this queue that the message asks for; nothing for a message that is not one of ours. */
export function askedJobOf(body: string, queue: JobType): AskedJob | undefined {
  const event = orderProcessEvent.safeParse(parsed(body))
  const asked = event.data?.data.jobs.find(({ job }) => job === queue)
  if (!event.data || !asked) return undefined
  const { processId, order } = event.data.data
  return { processId, orderId: order.id, userId: order.userId, attempt: asked.attempt }
}

/** A message alone does not bring back a job that is given up under its attempt: that takes a retry. */
export function needsRetry(asked: AskedJob, job: { status: JobStatus; attempt: number }): boolean {
  return job.status === 'failed' && job.attempt === asked.attempt
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
