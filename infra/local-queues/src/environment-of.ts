import type { AppliedTopology } from './apply-topology.ts'
import { emulatorCredentials } from './emulator-credentials.ts'

/** The environment of a process that uses these queues, in Aspire's names; the AWS SDK reads its part of it by itself. */
export function environmentOf({ endpoint, region, topicArn, queues }: AppliedTopology): Record<string, string> {
  const ofQueues = Object.entries(queues).flatMap(([key, { url, deadLetterUrl }]) => {
    const name = `AWS__Resources__OrderProcess${key.charAt(0).toUpperCase()}${key.slice(1)}`
    return [
      [`${name}QueueUrl`, url],
      [`${name}DeadLetterQueueUrl`, deadLetterUrl],
    ]
  })
  return {
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: emulatorCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: emulatorCredentials.secretAccessKey,
    AWS__Resources__OrderProcessTopicArn: topicArn,
    ...Object.fromEntries(ofQueues),
  }
}
