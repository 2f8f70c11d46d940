import { type JobType, type OrderProcessEvent, orderProcessEvent } from '@waybill/contracts'
import { z } from 'zod'

/** Which job a message is about: enough to report it. */
export type JobKey = {
  processId: string
  job: JobType
  /** The order service's number, never the queue's receive count. */
  attempt: number
}

/** One job of one order, as a message asks for it. */
export type RequestedJob = JobKey & {
  /** The same for every attempt, so that whoever has done it remembers. */
  idempotencyKey: string
  traceparent: string | undefined
  outcome: OrderProcessEvent['data']['outcome']
  failureReason: string | undefined
  order: OrderProcessEvent['data']['order']
}

/** Why a message cannot be worked on, however often it comes; `job` when it still says which one it asks for. */
export type Unreadable = { unreadable: string; job: JobKey | undefined }

// Larger than any that order sends: those end at 60 KiB.
const largestMessageBytes = 64 * 1_024

const identified = z.object({ data: orderProcessEvent.shape.data.pick({ processId: true, jobs: true }) })

/** What a message asks of the listener of `type`. Reasons name places in the message, never its values. */
export function readJob(body: string, type: JobType): RequestedJob | Unreadable {
  const json = parsed(body)
  const job = jobKeyOf(json, type)
  const unreadable = (why: string) => ({ unreadable: why, job })
  if (Buffer.byteLength(body) > largestMessageBytes) return unreadable('the message is larger than 64 KiB')
  const event = orderProcessEvent.safeParse(json)
  if (!event.success) return unreadable(`the message is no order process event, at ${placesOf(event.error)}`)
  if (!job) return unreadable(`the message asks for no ${type}`)
  const { outcome, failureReason, order } = event.data.data
  const { traceparent } = event.data
  return { ...job, idempotencyKey: `${job.processId}:${type}`, traceparent, outcome, failureReason, order }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

function jobKeyOf(json: unknown, type: JobType): JobKey | undefined {
  const { data } = identified.safeParse(json)
  const asked = data?.data.jobs.find(({ job }) => job === type)
  return data && asked && { processId: data.data.processId, job: type, attempt: asked.attempt }
}

const placesOf = ({ issues }: z.ZodError) =>
  issues
    .slice(0, 3)
    .map(({ path }) => path.join('.') || 'the top')
    .join(', ')
