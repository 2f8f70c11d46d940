import { setTimeout as pause } from 'node:timers/promises'
import type { Message } from '@aws-sdk/client-sqs'
import type { Logger } from '@waybill/logger'
import { giveBackDelaySeconds } from './give-back-delay.ts'
import { ConsumerStopped } from './handler-errors.ts'
import { queueMessageFrom } from './queue-message.ts'
import { createReceiver } from './receiver.ts'
import { type Handler, runHandler } from './run-handler.ts'
import { createSettler } from './settler.ts'
import { createSlots } from './slots.ts'
import type { SqsClients } from './sqs-clients.ts'

export type QueueConsumerOptions = {
  sqs: SqsClients
  queueUrl: string
  handle: Handler
  logger: Pick<Logger, 'info' | 'warn'>
  random: () => number
  /** How many messages may be in hand now; 0 while a breaker is open, 1 for its half-open probe. Default: no limit. */
  mayReceive?: () => number
  /** Messages handled at once. Default 10. */
  concurrency?: number
  /** Receives at once. Default 2. */
  pollers?: number
  /** Messages asked for in one receive, at most. Default and limit 10. */
  batchSize?: number
  /** Seconds for which a received message is hidden from others. Nothing renews it. Default 30. */
  visibilityTimeout?: number
  /** When a handler's signal aborts and its message is given back. Less than the visibility. Default 20 s. */
  handlerDeadlineMs?: number
  /** How long handlers may go on after `stop`. Default 15 s. */
  stopTimeoutMs?: number
  /** How soon a closed `mayReceive` is asked again. Default 250 ms. */
  pollingWaitTimeMs?: number
}

export type QueueConsumer = ReturnType<typeof createQueueConsumer>

const defaults = {
  mayReceive: () => Number.POSITIVE_INFINITY,
  concurrency: 10,
  pollers: 2,
  batchSize: 10,
  visibilityTimeout: 30,
  handlerDeadlineMs: 20_000,
  stopTimeoutMs: 15_000,
  pollingWaitTimeMs: 250,
}

const flushTimeoutMs = 5_000

/**
 * Hands each message of a queue to `handle`: at least once, in no order. A return deletes it, a throw gives it back (see
 * RetryMessage and RejectMessage). A crash at any point, or a delete that SQS did not take, means that it comes again.
 */
export function createQueueConsumer(options: QueueConsumerOptions) {
  const { sqs, handle, logger, random, mayReceive, ...settings } = { ...defaults, ...options }
  const { pollers, batchSize, visibilityTimeout, handlerDeadlineMs, stopTimeoutMs, pollingWaitTimeMs } = settings
  if (handlerDeadlineMs >= visibilityTimeout * 1_000) {
    throw new Error('handlerDeadlineMs must be less than the visibility, or others get what is still being handled')
  }
  const stopping = new AbortController()
  const stopped = new AbortController()
  const slots = createSlots(settings.concurrency)
  const settler = createSettler({ ...options, sqs: sqs.command })
  const receive = createReceiver({ ...options, visibilityTimeout, stopping: stopping.signal })
  const inHand = new Set<Promise<void>>()
  let polling: Promise<unknown> | undefined
  let ended: Promise<void> | undefined

  async function poll(): Promise<void> {
    while (!stopping.signal.aborted) {
      const wanted = slots.take(batchSize, mayReceive())
      if (wanted === 0) {
        await slots.nextRelease(pollingWaitTimeMs)
        continue
      }
      const messages = await receive(wanted)
      slots.release(wanted - messages.length)
      for (const message of messages) take(message)
    }
  }

  function take(received: Message): void {
    const settled = settle(received).finally(() => {
      inHand.delete(settled)
      slots.release(1)
    })
    inHand.add(settled)
  }

  async function settle(received: Message): Promise<void> {
    const message = queueMessageFrom(received)
    const receipt = { id: message.id, receiptHandle: received.ReceiptHandle ?? '' }
    if (stopped.signal.aborted) return settler.giveBack(receipt, 0)
    try {
      await runHandler({ handle, message, deadlineMs: handlerDeadlineMs, stopped: stopped.signal })
      settler.acknowledge(receipt)
    } catch (error) {
      const { id: messageId, receiveCount } = message
      const delaySeconds = giveBackDelaySeconds(error, receiveCount, random)
      logger.warn({ err: error, messageId, receiveCount, delaySeconds }, 'message given back')
      settler.giveBack(receipt, delaySeconds)
    }
  }

  async function finish(): Promise<void> {
    stopping.abort()
    const giveUp = setTimeout(() => stopped.abort(new ConsumerStopped('the consumer stops')), stopTimeoutMs)
    await polling
    await Promise.all(inHand)
    clearTimeout(giveUp)
    await Promise.race([settler.flush(), pause(flushTimeoutMs, undefined, { ref: false })])
    logger.info({ queueUrl: options.queueUrl }, 'queue consumer stopped')
  }

  return {
    /** Begins to receive. A second call does nothing; one after `stop` neither. */
    start(): void {
      if (stopping.signal.aborted) return
      polling ??= Promise.all(Array.from({ length: pollers }, poll))
    },
    /**
     * Begins no more receives. What is in hand, and what the polls under way still bring, is handled until `stopTimeoutMs` and
     * then given back: a stop makes no message come twice. SQS is told of all. Takes at most the wait and 10 s, or
     * `stopTimeoutMs` and 5 s.
     */
    stop(): Promise<void> {
      ended ??= finish()
      return ended
    },
  }
}
