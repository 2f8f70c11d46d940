import type { Message } from '@aws-sdk/client-sqs'

export type QueueMessage = {
  id: string
  body: string
  attributes: Record<string, string>
  /** How often it was received, this time included. SQS counts a receive whose answer was lost, too. */
  receiveCount: number
  /** When it was first put into a queue; a dead-letter queue keeps it. */
  sentAt: Date
}

/** What a receive must ask for, or `queueMessageFrom` has nothing to read. */
export const wantedOfMessage = () => ({
  MessageAttributeNames: ['All'],
  MessageSystemAttributeNames: ['ApproximateReceiveCount' as const, 'SentTimestamp' as const],
})

export function queueMessageFrom(message: Message): QueueMessage {
  const attributes = Object.entries(message.MessageAttributes ?? {})
  return {
    id: message.MessageId ?? '',
    body: message.Body ?? '',
    attributes: Object.fromEntries(attributes.map(([name, value]) => [name, value.StringValue ?? ''])),
    receiveCount: Number(message.Attributes?.ApproximateReceiveCount ?? 1),
    sentAt: new Date(Number(message.Attributes?.SentTimestamp ?? 0)),
  }
}
