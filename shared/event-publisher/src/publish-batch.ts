import {
  PublishBatchCommand,
  type PublishBatchResponse,
  type SNSClient,
  SNSServiceException,
} from '@aws-sdk/client-sns'
import type { OutgoingEvent } from './outgoing-event.ts'
import type { Publication } from './publication.ts'

/** One PublishBatch, settled entry by entry: a 200 may carry failed entries. Throws when the call as a whole failed. */
export async function publishBatch(
  sns: SNSClient,
  topicArn: string,
  batch: readonly OutgoingEvent[],
  signal: AbortSignal,
): Promise<Publication> {
  const entries = batch.map(({ body, attributes }, position) => ({
    Id: String(position), // unique whatever the events' ids are: a repeated one would fail the call
    Message: body,
    MessageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [name, { DataType: 'String', StringValue: value }]),
    ),
  }))
  const command = new PublishBatchCommand({ TopicArn: topicArn, PublishBatchRequestEntries: entries })
  return settledEntries(batch, await sns.send(command, { abortSignal: signal }))
}

function settledEntries(batch: readonly OutgoingEvent[], answer: PublishBatchResponse): Publication {
  const accepted = new Set(answer.Successful?.map((entry) => entry.Id))
  const failed = new Map(answer.Failed?.map((entry) => [entry.Id, entry]))
  const publication: Publication = { accepted: [], refused: [] }
  for (const [position, { id }] of batch.entries()) {
    if (accepted.has(String(position))) {
      publication.accepted.push(id)
      continue
    }
    const failure = failed.get(String(position))
    const reason = failure ? `${failure.Code}: ${failure.Message ?? ''}` : 'SNS did not answer for it'
    publication.refused.push({ id, reason, fault: failure?.SenderFault ? 'permanent' : 'passing' })
  }
  return publication
}

// What SNS says of a message that it will never take. Other 4xx (no permission, no such topic, throttled) are not the message's fault.
const refusals = new Set([
  'BatchRequestTooLongException',
  'InvalidParameterException',
  'InvalidParameterValueException',
  'ValidationException',
])

/** Whether SNS refused the call for the messages in it. A topic of another region is called an invalid parameter too. */
export const isRefusal = (error: unknown) =>
  error instanceof SNSServiceException && refusals.has(error.name) && !error.message.includes('TopicArn')
