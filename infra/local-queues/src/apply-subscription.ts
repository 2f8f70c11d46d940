import {
  paginateListSubscriptionsByTopic,
  SetSubscriptionAttributesCommand,
  type SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns'
import type { QueueKey, Topology } from './topology.ts'

type Subscription = {
  sns: SNSClient
  topicArn: string
  arn: string
  deadLetterArn: string
  subscription: Topology['queues'][QueueKey]['subscription']
}

/** The one subscription of a queue to the topic, with its filter, whether it existed or not. */
export async function applySubscription({ sns, topicArn, arn, deadLetterArn, subscription }: Subscription) {
  const attributes = {
    FilterPolicy: JSON.stringify(subscription.filterPolicy),
    RawMessageDelivery: String(subscription.rawMessageDelivery),
    // For what SNS cannot deliver to the queue. fauxqs stores it and does nothing with it.
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetterArn }),
  }
  const existing = await findSubscription(sns, topicArn, arn)
  if (existing === undefined) {
    await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: arn, Attributes: attributes }))
    return
  }
  for (const [AttributeName, AttributeValue] of Object.entries(attributes)) {
    await sns.send(new SetSubscriptionAttributesCommand({ SubscriptionArn: existing, AttributeName, AttributeValue }))
  }
}

async function findSubscription(sns: SNSClient, topicArn: string, queueArn: string): Promise<string | undefined> {
  for await (const page of paginateListSubscriptionsByTopic({ client: sns }, { TopicArn: topicArn })) {
    const found = page.Subscriptions?.find((subscription) => subscription.Endpoint === queueArn)
    if (found) return found.SubscriptionArn
  }
  return undefined
}
