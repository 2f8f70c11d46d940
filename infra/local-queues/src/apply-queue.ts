import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SetQueueAttributesCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import type { Topology } from './topology.ts'

type Queue = { sqs: SQSClient; name: string; deadLetterName: string; settings: Topology['queueSettings'] }

/** A queue and its dead-letter queue, as the settings say, whether they existed or not. */
export async function applyQueue({ sqs, name, deadLetterName, settings }: Queue) {
  const deadLetter = await ensureQueue(sqs, deadLetterName, {
    MessageRetentionPeriod: String(settings.deadLetterRetentionSeconds),
  })
  const redrivePolicy = { deadLetterTargetArn: deadLetter.arn, maxReceiveCount: settings.maxReceiveCount }
  const queue = await ensureQueue(sqs, name, {
    VisibilityTimeout: String(settings.visibilityTimeoutSeconds),
    ReceiveMessageWaitTimeSeconds: String(settings.receiveWaitSeconds),
    MessageRetentionPeriod: String(settings.retentionSeconds),
    RedrivePolicy: JSON.stringify(redrivePolicy),
  })
  return { url: queue.url, arn: queue.arn, deadLetterUrl: deadLetter.url, deadLetterArn: deadLetter.arn }
}

// CreateQueue refuses attributes that differ from those of an existing queue: it names the queue, the second call sets them.
async function ensureQueue(sqs: SQSClient, name: string, attributes: Record<string, string>) {
  const { QueueUrl: url = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }))
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: attributes }))
  const answer = await sqs.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['QueueArn'] }))
  return { url, arn: answer.Attributes?.QueueArn ?? '' }
}
