import { acceptTraceparent, type RequestContext, runInContext } from '@waybill/request-context'
import { activeTraceparent, runAsConsumer } from '@waybill/telemetry'
import type { RequestedJob, Unreadable } from './read-job.ts'

export type ScopeDeps = { spanName: string; newId: () => string; random: () => number }

/**
 * Runs the work on one message in the trace that sent it and in a context of its own, so that each log line and each call
 * says which order, process and job it is for.
 */
export function inJobScope<T>(read: RequestedJob | Unreadable, deps: ScopeDeps, work: () => Promise<T>): Promise<T> {
  const traceparent = 'unreadable' in read ? undefined : read.traceparent
  return runAsConsumer(deps.spanName, { traceparent }, () => runInContext(contextOf(read, traceparent, deps), work))
}

function contextOf(read: RequestedJob | Unreadable, traceparent: string | undefined, deps: ScopeDeps): RequestContext {
  const scope = {
    requestId: deps.newId(),
    traceparent: activeTraceparent() ?? acceptTraceparent(traceparent, deps.random),
  }
  if ('unreadable' in read) return { ...scope, ...(read.job && keyOf(read.job)) }
  return { ...scope, ...keyOf(read), orderId: read.order.id, userId: read.order.userId }
}

const keyOf = ({ processId, job }: { processId: string; job: string }) => ({ processId, job })
