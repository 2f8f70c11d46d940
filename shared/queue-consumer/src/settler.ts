import { setTimeout as pause } from 'node:timers/promises'
import {
  type BatchResultErrorEntry,
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import type { Logger } from '@waybill/logger'
import { fullJitterMs } from '@waybill/resilience'
import { createBatcher } from './batcher.ts'

type Deps = { sqs: SQSClient; queueUrl: string; logger: Pick<Logger, 'warn'>; random: () => number }

/** A message in hand. Its handle is that of the last receive; an older one may still "succeed" and do nothing. */
type Receipt = { id: string; receiptHandle: string }

/**
 * Tells SQS what became of messages, in batches and without making the caller wait. What SQS does not take after all tries is
 * left: the message comes again when its visibility ends, as after a crash.
 */
export function createSettler({ sqs, queueUrl, logger, random }: Deps) {
  const pauseBeforeRetry = (retry: number) => pause(fullJitterMs({ baseMs: 100, attempt: retry, capMs: 1_000, random }))
  const leave = (what: string) => (receipts: Receipt[], error: unknown) =>
    logger.warn({ err: error, messageIds: receipts.map(({ id }) => id) }, `${what}: left, the messages will come again`)

  const deletes = createBatcher<Receipt>({
    async send(receipts) {
      const Entries = receipts.map(toEntry)
      const { Failed } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }))
      return worthAnotherTry(receipts, Failed)
    },
    leave: leave('delete failed'),
    pauseBeforeRetry,
  })

  const visibilities = createBatcher<Receipt & { delaySeconds: number }>({
    async send(receipts) {
      const Entries = receipts.map((receipt, position) => ({
        ...toEntry(receipt, position),
        VisibilityTimeout: receipt.delaySeconds,
      }))
      const { Failed } = await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries }))
      return worthAnotherTry(receipts, Failed)
    },
    leave: leave('give back failed'),
    pauseBeforeRetry,
  })

  return {
    acknowledge: deletes.add,
    giveBack: ({ id, receiptHandle }: Receipt, delaySeconds: number) =>
      visibilities.add({ id, receiptHandle, delaySeconds }),
    /** Resolves when SQS has been told of all. Never rejects. */
    flush: async (): Promise<void> => {
      await Promise.all([deletes.flush(), visibilities.flush()])
    },
  }
}

const toEntry = ({ receiptHandle }: Receipt, position: number) => ({
  Id: String(position),
  ReceiptHandle: receiptHandle,
})

// A batch answer of 200 may carry failed entries. One that is our own fault (an ended visibility) will fail again.
function worthAnotherTry<Entry>(entries: Entry[], failed: BatchResultErrorEntry[] = []): Entry[] {
  const ids = new Set(failed.filter(({ SenderFault }) => !SenderFault).map(({ Id }) => Id))
  return entries.filter((_, position) => ids.has(String(position)))
}
