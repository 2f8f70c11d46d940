import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns'
import { SQSClient } from '@aws-sdk/client-sqs'
import { applyQueue } from './apply-queue.ts'
import { applySubscription } from './apply-subscription.ts'
import { emulatorCredentials } from './emulator-credentials.ts'
import type { QueueKey, Topology } from './topology.ts'

type Options = {
  endpoint: string
  region: string
  topology: Topology
  /** Put before every name, so that many topologies can live in one emulator. */
  namePrefix?: string
}

export type AppliedTopology = {
  endpoint: string
  region: string
  topicArn: string
  queues: Record<QueueKey, { url: string; deadLetterUrl: string }>
}

/**
 * Makes in the emulator at `endpoint` (fauxqs, LocalStack) what the topology lists, and corrects what exists already: attributes
 * and filters, messages stay. Safe to repeat at any time; what the topology no longer lists is left alone. Queues exist
 * before their subscriptions, and a subscription is born with its filter, so nothing is lost or delivered too much.
 */
export async function applyTopology(options: Options): Promise<AppliedTopology> {
  const { endpoint, region, topology, namePrefix = '' } = options
  const client = { endpoint, region, credentials: emulatorCredentials }
  const sns = new SNSClient(client)
  // Queue URLs name hosts that may not resolve; the endpoint does.
  const sqs = new SQSClient({ ...client, useQueueUrlAsEndpoint: false })
  try {
    const { TopicArn: topicArn = '' } = await sns.send(new CreateTopicCommand({ Name: namePrefix + topology.topic }))
    const applied = Object.entries(topology.queues).map(async ([key, queue]) => {
      const names = { name: namePrefix + queue.name, deadLetterName: namePrefix + queue.deadLetterName }
      const made = await applyQueue({ sqs, ...names, settings: topology.queueSettings })
      await applySubscription({ sns, topicArn, ...made, subscription: queue.subscription })
      return [key, { url: made.url, deadLetterUrl: made.deadLetterUrl }] as const
    })
    const queues = Object.fromEntries(await Promise.all(applied)) as AppliedTopology['queues']
    return { endpoint, region, topicArn, queues }
  } finally {
    sns.destroy()
    sqs.destroy()
  }
}
