import { setTimeout as timer } from 'node:timers/promises'
import { type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs'
import type { Logger } from '@waybill/logger'
import { fullJitterMs } from '@waybill/resilience'
import { wantedOfMessage } from './queue-message.ts'
import type { SqsClients } from './sqs-clients.ts'

type Deps = {
  sqs: SqsClients
  queueUrl: string
  visibilityTimeout: number
  logger: Pick<Logger, 'warn'>
  random: () => number
  /** Ends a pause after a failure; a receive under way ends by itself. */
  stopping: AbortSignal
}

/**
 * Receives up to `count` messages, waiting for the first one as long as the clients say; none also when the call failed, which
 * then takes a growing pause of up to 5 s. A receive is never cut short: SQS would count, and hide, what it was just answering.
 */
export function createReceiver({ sqs, queueUrl, visibilityTimeout, logger, random, stopping }: Deps) {
  let failuresInARow = 0

  return async function receive(count: number): Promise<Message[]> {
    const command = new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: count,
      WaitTimeSeconds: sqs.waitTimeSeconds,
      VisibilityTimeout: visibilityTimeout,
      ...wantedOfMessage(),
    })
    try {
      const { Messages = [] } = await sqs.receive.send(command)
      failuresInARow = 0
      return Messages
    } catch (error) {
      failuresInARow += 1
      logger.warn({ err: error, queueUrl, failuresInARow }, 'receive failed')
      await pause(fullJitterMs({ baseMs: 100, attempt: failuresInARow, capMs: 5_000, random }), stopping)
      return []
    }
  }
}

const pause = (ms: number, signal: AbortSignal) => timer(ms, undefined, { signal }).catch(() => {})
