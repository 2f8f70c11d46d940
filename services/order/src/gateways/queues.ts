import type { JobType } from '@waybill/contracts'
import { NeighbourFault } from '@waybill/errors'
import { createDeadLetters, createQueueDepth, type QueueMessage, type SqsClients } from '@waybill/queue-consumer'
import type { DeadLetterMessage } from '../domain/dead-letter.ts'

export type QueueUrls = Record<JobType, { url: string; deadLetterUrl: string }>

/** The queues of the jobs as an operator and the sweeper see them. Throws a passing NeighbourFault when SQS does not answer. */
export function createQueues({ sqs, urls, now }: { sqs: SqsClients; urls: QueueUrls; now: () => Date }) {
  const deadLetters = createDeadLetters({ sqs, now })
  const queueDepth = createQueueDepth({ sqs })

  async function look(queue: JobType): Promise<DeadLetterMessage[]> {
    const messages = await deadLetters.peek(urls[queue].deadLetterUrl, { limit: lookedAtMost }).catch(noAnswer)
    return messages.map(shown)
  }

  return {
    /** What lies in the dead-letter queue. Nothing is taken out. */
    look,

    /** How many messages wait to be received. */
    async visibleIn(queue: JobType): Promise<number> {
      return (await queueDepth(urls[queue].url).catch(noAnswer)).visible
    },

    /** Hands each wanted dead letter to `each`, then sends it back to its queue. Returns the ids of those sent back. */
    async sendBack(queue: JobType, wanted: string[] | undefined, each: (message: DeadLetterMessage) => Promise<void>) {
      const lying = await look(queue)
      const chosen = wanted ? lying.filter(({ messageId }) => wanted.includes(messageId)) : lying
      for (const message of chosen) await each(message)
      const messageIds = chosen.map(({ messageId }) => messageId)
      if (messageIds.length === 0) return []
      const { url: to, deadLetterUrl: from } = urls[queue]
      return (await deadLetters.redrive({ from, to, messageIds }).catch(noAnswer)).moved
    },
  }
}

const lookedAtMost = 1_000

function noAnswer(cause: unknown): never {
  throw new NeighbourFault({ neighbour: 'sqs', kind: 'connection', fault: 'passing', message: String(cause), cause })
}

const shown = ({ id, body, attributes, receiveCount, sentAt }: QueueMessage): DeadLetterMessage => ({
  ...{ messageId: id, body, attributes, receiveCount },
  sentAt: sentAt.toISOString(),
})
