import type { JobType } from '@waybill/contracts'
import { askedJobOf, type DeadLetterMessage, needsRetry } from '../domain/dead-letter.ts'
import type { Jobs } from '../repositories/jobs.ts'
import type { OperatorActions } from '../repositories/operator-actions.ts'
import { type RetryJob, retryIfFailed } from './retry-job.ts'

export type RedriveRequest = { queue: JobType; messageIds?: string[] | undefined; operator: string; reason: string }
export type Redriven = { redriven: number; jobsRetried: number; notFound: string[] }

type Deps = {
  /** Hands each wanted message to `each`, then sends them back to their queue; when one throws, all stay where they are. */
  sendBack: (
    queue: JobType,
    wanted: string[] | undefined,
    each: (message: DeadLetterMessage) => Promise<void>,
  ) => Promise<string[]>
  jobs: Pick<Jobs, 'find'>
  actions: Pick<OperatorActions, 'record'>
  retryJob: RetryJob
  newId: () => string
}

/**
 * Sends dead letters back to their queue. A job that was given up is retried first, as its next attempt; the old message then
 * finds that its attempt is over. So a message that is sent back twice has one effect.
 */
export function createRedriveDeadLetters(deps: Deps) {
  return async ({ queue, messageIds, operator, reason }: RedriveRequest): Promise<Redriven> => {
    let jobsRetried = 0
    const sentBack = await deps.sendBack(queue, messageIds, async (message) => {
      if (await retryGivenUp(message, { queue, operator, reason }, deps)) jobsRetried += 1
    })
    const notFound = (messageIds ?? []).filter((id) => !sentBack.includes(id))
    return { redriven: sentBack.length, jobsRetried, notFound }
  }
}

export type RedriveDeadLetters = ReturnType<typeof createRedriveDeadLetters>

type Doing = { queue: JobType; operator: string; reason: string }

async function retryGivenUp(
  message: DeadLetterMessage,
  { queue, operator, reason }: Doing,
  deps: Deps,
): Promise<boolean> {
  const asked = askedJobOf(message.body, queue)
  const job = asked && (await deps.jobs.find(asked.processId, queue))
  const subject = message.messageId
  if (asked && job && needsRetry(asked, job)) {
    const retry = { processId: asked.processId, job: queue, operator, reason, action: 'redrive-dead-letter', subject }
    return retryIfFailed(deps.retryJob, retry)
  }
  const { orderId = null, processId = null } = job ? asked : {}
  await deps.actions.record({
    ...{ id: deps.newId(), operator, action: 'redrive-dead-letter', reason },
    ...{ orderId, processId, job: queue, subject },
  })
  return false
}
