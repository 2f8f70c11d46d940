import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { type JobType, orderOperationsApi } from '@waybill/contracts'
import type { CallAnswer } from './call-types.ts'
import { live, opsRequest } from './ops-request.ts'

const lookEveryMs = 15_000

/**
 * The messages that no listener could finish, of one queue or of all. SQS lets nobody look without receiving, so that each look
 * counts as a receive: it is asked seldom.
 */
export const deadLettersQuery = (queue: JobType | undefined) =>
  queryOptions({
    queryKey: ['ops', 'order', 'dead-letters', queue],
    queryFn: ({ signal }) =>
      opsRequest(orderOperationsApi.listDeadLetters, { query: { queue } }, signal).then(({ body }) => body.data),
    ...live(lookEveryMs),
    placeholderData: keepPreviousData,
  })

/** Sends messages back to their queue; all of them when none is named. */
export const redrive = (queue: JobType, messageIds: string[] | undefined, reason: string) =>
  opsRequest(orderOperationsApi.redriveDeadLetters, {
    body: { queue, reason, ...(messageIds && { messageIds }) },
  }).then(({ body }) => body)

export type ParkedEvent = CallAnswer<typeof orderOperationsApi.listOutbox>['body']['data'][number]

/** Events that the topic refused for good. */
export const parkedEventsQuery = queryOptions({
  queryKey: ['ops', 'order', 'outbox'],
  queryFn: ({ signal }) =>
    opsRequest(orderOperationsApi.listOutbox, { query: { state: 'parked' } }, signal).then(({ body }) => body.data),
  ...live(),
})

/** Publishes a parked event again. */
export const releaseEvent = (id: string, reason: string) =>
  opsRequest(orderOperationsApi.releaseOutbox, { params: { id }, body: { reason } })
