import type { SNSClient } from '@aws-sdk/client-sns'
import type { Fault } from '@waybill/errors'
import { createBreaker, createCallPolicy } from '@waybill/resilience'
import { intoBatches } from './batches.ts'
import { faultInEvent, type OutgoingEvent } from './outgoing-event.ts'
import type { Publication } from './publication.ts'
import { isRefusal, publishBatch } from './publish-batch.ts'

export type EventPublisher = ReturnType<typeof createEventPublisher>

type Deps = {
  sns: SNSClient
  topicArn: string
  /** A clock that never goes back. */
  monotonicMs: () => number
  /** How long one `publish` may take in all. Less than the lease under which the events were claimed. Default 8 s. */
  totalTimeoutMs?: number
}

/**
 * Publishes events to one topic, at most 4 batches at once. After 5 failed calls in a row nobody is called for 5 s, growing to
 * 10 s; the events are then refused as `passing`. Throws at once when `topicArn` is none: every event would be refused for it.
 */
export function createEventPublisher({ sns, topicArn, monotonicMs, totalTimeoutMs = 8_000 }: Deps) {
  if (!/^arn:[^:]+:sns:[^:]+:\d+:.+$/.test(topicArn)) throw new Error(`no ARN of an SNS topic: ${topicArn}`)
  const policy = createPublishPolicy(totalTimeoutMs, monotonicMs)

  async function settle(batch: OutgoingEvent[], timeUp: AbortSignal): Promise<Publication> {
    try {
      return await policy.execute((signal) => publishBatch(sns, topicArn, batch, signal), timeUp)
    } catch (error) {
      if (!isRefusal(error)) return refuseAll(batch, reasonOf(error), 'passing')
      if (batch.length === 1) return refuseAll(batch, reasonOf(error), 'permanent')
      // One bad event makes SNS refuse the whole call. Alone it keeps nobody else back.
      return join(await Promise.all(batch.map((event) => settle([event], timeUp))))
    }
  }

  /** Never throws for what SNS does or does not do. Safe to repeat: receivers must know an event that they have seen. */
  return async function publish(events: readonly OutgoingEvent[]): Promise<Publication> {
    const timeUp = AbortSignal.timeout(totalTimeoutMs)
    const { sendable, refused } = examine(events)
    const batches = intoBatches(sendable)
    const settled = await Promise.all(batches.map((batch) => settle(batch, timeUp)))
    return join([{ accepted: [], refused }, ...settled])
  }
}

function createPublishPolicy(totalTimeoutMs: number, monotonicMs: () => number) {
  const isOutage = (error: unknown) => !isRefusal(error)
  return createCallPolicy({
    isPassing: isOutage,
    tries: 1, // the SDK repeats
    attemptTimeoutMs: totalTimeoutMs,
    totalTimeoutMs,
    backoff: { baseMs: 0, capMs: 0 },
    bulkhead: { concurrent: 4, queued: Number.POSITIVE_INFINITY },
    breaker: createBreaker({ isOutage, opensAt: { inARow: 5 }, pauseMs: 5_000, maxPauseMs: 10_000, monotonicMs }),
    random: () => 0,
    monotonicMs,
  })
}

function examine(events: readonly OutgoingEvent[]) {
  const examined = events.map((event) => ({ event, reason: faultInEvent(event) }))
  return {
    sendable: examined.filter(({ reason }) => reason === undefined).map(({ event }) => event),
    refused: examined.flatMap(({ event: { id }, reason }) =>
      reason === undefined ? [] : [{ id, reason, fault: 'permanent' as const }],
    ),
  }
}

const refuseAll = (batch: OutgoingEvent[], reason: string, fault: Fault): Publication => ({
  accepted: [],
  refused: batch.map(({ id }) => ({ id, reason, fault })),
})

const join = (parts: Publication[]): Publication => ({
  accepted: parts.flatMap((part) => part.accepted),
  refused: parts.flatMap((part) => part.refused),
})

const reasonOf = (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error))
