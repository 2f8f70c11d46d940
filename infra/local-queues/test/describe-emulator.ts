import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsCommand,
  ListTopicsCommand,
  type SNSClient,
} from '@aws-sdk/client-sns'
import { GetQueueAttributesCommand, ListQueuesCommand, type SQSClient } from '@aws-sdk/client-sqs'

const comparedQueueAttributes = [
  'QueueArn',
  'VisibilityTimeout',
  'ReceiveMessageWaitTimeSeconds',
  'MessageRetentionPeriod',
  'RedrivePolicy',
] as const

/** All that is in an emulator, without what differs from run to run (ids of subscriptions, times). */
export async function describeEmulator({ sns, sqs }: { sns: SNSClient; sqs: SQSClient }) {
  const { Topics = [] } = await sns.send(new ListTopicsCommand({}))
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsCommand({}))
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}))
  const queues = await Promise.all(QueueUrls.map((url) => attributesOfQueue(sqs, url)))
  const subscriptions = await Promise.all(Subscriptions.map((s) => attributesOfSubscription(sns, s.SubscriptionArn)))
  return {
    topics: Topics.map((topic) => topic.TopicArn).sort(),
    queues: Object.fromEntries(queues.map((queue) => [queue.QueueArn?.split(':').at(-1), queue])),
    subscriptions: Object.fromEntries(subscriptions.map((s) => [s.Endpoint?.split(':').at(-1), s])),
    subscriptionCount: subscriptions.length,
  }
}

async function attributesOfQueue(sqs: SQSClient, url: string) {
  const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [...comparedQueueAttributes] })
  const { RedrivePolicy, ...plain } = (await sqs.send(command)).Attributes ?? {}
  return { ...plain, ...(RedrivePolicy && { RedrivePolicy: JSON.parse(RedrivePolicy) }) } as Record<string, string>
}

async function attributesOfSubscription(sns: SNSClient, arn: string | undefined) {
  const { Attributes = {} } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }))
  const { TopicArn, Endpoint, RawMessageDelivery } = Attributes
  const filterPolicy = JSON.parse(Attributes.FilterPolicy ?? 'null')
  const redrivePolicy = JSON.parse(Attributes.RedrivePolicy ?? 'null')
  return { TopicArn, Endpoint, RawMessageDelivery, filterPolicy, redrivePolicy }
}
