import { DeleteMessageCommand, type Message, SendMessageCommand } from '@aws-sdk/client-sqs'
import { type QueueMessage, queueMessageFrom } from './queue-message.ts'
import { readThrough, type Seen } from './read-through.ts'
import type { SqsClients } from './sqs-clients.ts'

type Deps = { sqs: SqsClients; now: () => Date }

type Redrive = {
  from: string
  to: string
  /** Default: all. */
  messageIds?: readonly string[]
  /** How many to look at. Default 1,000. */
  limit?: number
}

/** `failed` are still in the dead-letter queue. A wanted id that is in neither was not found: gone, or hidden by another reader. */
export type Redriven = { moved: string[]; failed: { messageId: string; reason: string }[] }

/**
 * Looks into dead-letter queues and empties them again, by hand, for StartMessageMoveTask is not everywhere. Only for those:
 * in a queue with consumers each look counts as a receive, and the fifth one moves the message.
 */
export function createDeadLetters({ sqs, now }: Deps) {
  return {
    /** Up to `limit` messages. They stay, hidden from other readers for the second or two that it takes. */
    async peek(queueUrl: string, { limit = 100 }: { limit?: number } = {}): Promise<QueueMessage[]> {
      const seen: QueueMessage[] = []
      const visit = async (message: Message): Promise<Seen> => {
        seen.push(queueMessageFrom(message))
        return 'stays'
      }
      await readThrough({ sqs, queueUrl, limit, visit })
      return seen
    },

    /**
     * Moves messages with body and attributes to the queue they came from. Each is sent before it is deleted: a crash leaves it
     * in both, never in none, so receivers must know what they have seen. Safe to repeat.
     */
    async redrive({ from, to, messageIds, limit = 1_000 }: Redrive): Promise<Redriven> {
      const redriven: Redriven = { moved: [], failed: [] }
      const open = messageIds && new Set(messageIds)
      const startedAt = now()
      // One that is moved, fails again and returns meanwhile is younger than the start: left for the next time.
      const isWanted = ({ id, sentAt }: Pick<QueueMessage, 'id' | 'sentAt'>) =>
        open ? open.delete(id) : sentAt <= startedAt
      const visit = async (message: Message): Promise<Seen> => {
        const { id, sentAt } = queueMessageFrom(message)
        if (!isWanted({ id, sentAt })) return 'stays'
        try {
          await move(sqs, message, from, to)
          redriven.moved.push(id)
          return 'gone'
        } catch (error) {
          redriven.failed.push({ messageId: id, reason: String(error) })
          return 'stays'
        }
      }
      await readThrough({ sqs, queueUrl: from, limit, visit, isDone: () => open?.size === 0 })
      return redriven
    },
  }
}

async function move(sqs: SqsClients, message: Message, from: string, to: string): Promise<void> {
  const { Body: MessageBody, MessageAttributes, ReceiptHandle } = message
  await sqs.command.send(new SendMessageCommand({ QueueUrl: to, MessageBody, MessageAttributes }))
  await sqs.command.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle }))
}
