import { type JobType, jobType, type OrderOverview } from '@waybill/contracts'
import { NeighbourFault } from '@waybill/errors'
import { createDeadLetters, createQueueDepth, type QueueMessage, type SqsClients } from '@waybill/queue-consumer'
import type { DeadLetterMessage } from '../domain/dead-letter.ts'
import { createTurns } from './turns.ts'

export type QueueUrls = Record<JobType, { url: string; deadLetterUrl: string }>
export type QueueDepths = NonNullable<OrderOverview['queues']>

type Each = (message: DeadLetterMessage) => Promise<void>

/** The queues of the jobs as an operator and the sweeper see them. Throws a passing NeighbourFault when SQS does not answer. */
export function createQueues({ sqs, urls, now }: { sqs: SqsClients; urls: QueueUrls; now: () => Date }) {
  const deadLetters = createDeadLetters({ sqs, now })
  const queueDepth = createQueueDepth({ sqs })
  // Who reads a queue hides its messages from every other reader: here, one reads at a time.
  const inTurn = createTurns<JobType>()
  const looks = new Map<JobType, Promise<DeadLetterMessage[]>>()

  async function lookNow(queue: JobType, limit: number): Promise<DeadLetterMessage[]> {
    const messages = await deadLetters.peek(urls[queue].deadLetterUrl, { limit }).catch(noAnswer)
    return messages.map(shown)
  }

  async function sendBackNow(queue: JobType, wanted: string[] | undefined, each: Each): Promise<string[]> {
    const lying = await lookNow(queue, sentBackAtMost)
    const chosen = wanted ? lying.filter(({ messageId }) => wanted.includes(messageId)) : lying
    for (let at = 0; at < chosen.length; at += atOnce) await Promise.all(chosen.slice(at, at + atOnce).map(each))
    const messageIds = chosen.map(({ messageId }) => messageId)
    if (messageIds.length === 0) return []
    const { url: to, deadLetterUrl: from } = urls[queue]
    return (await deadLetters.redrive({ from, to, messageIds }).catch(noAnswer)).moved
  }

  async function depthsOf(queue: JobType, signal: AbortSignal) {
    const { url, deadLetterUrl } = urls[queue]
    const [depth, dead] = await Promise.all([queueDepth(url, { signal }), queueDepth(deadLetterUrl, { signal })])
    return { queue, ...depth, deadLetters: dead.visible + dead.inFlight + dead.delayed } // one that is looked at is there
  }

  return {
    /** Up to 100 of what lies in the dead-letter queue. Nothing is taken out. All who ask while a look is under way share it. */
    look(queue: JobType): Promise<DeadLetterMessage[]> {
      const begun =
        looks.get(queue) ?? inTurn(queue, () => lookNow(queue, shownAtMost)).finally(() => looks.delete(queue))
      looks.set(queue, begun)
      return begun
    },

    /** What each queue holds. Gives up after 2 s. */
    async depths(): Promise<QueueDepths> {
      const signal = AbortSignal.timeout(depthsTimeoutMs)
      return Promise.all(jobType.options.map((queue) => depthsOf(queue, signal))).catch(noAnswer)
    },

    /** How many messages wait to be received. */
    async visibleIn(queue: JobType): Promise<number> {
      return (await queueDepth(urls[queue].url).catch(noAnswer)).visible
    },

    /** Hands each wanted dead letter to `each`, then sends them back to their queue; when one throws, none. Returns the ids of those sent back. */
    sendBack: (queue: JobType, wanted: string[] | undefined, each: Each) =>
      inTurn(queue, () => sendBackNow(queue, wanted, each)),
  }
}

const shownAtMost = 100 // of up to 64 KiB each
const sentBackAtMost = 1_000
const atOnce = 4 // of ten connections to the database
const depthsTimeoutMs = 2_000

function noAnswer(cause: unknown): never {
  throw new NeighbourFault({ neighbour: 'sqs', kind: 'connection', fault: 'passing', message: String(cause), cause })
}

const shown = ({ id, body, attributes, receiveCount, sentAt }: QueueMessage): DeadLetterMessage => ({
  ...{ messageId: id, body, attributes, receiveCount },
  sentAt: sentAt.toISOString(),
})
