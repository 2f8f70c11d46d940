import { setTimeout as pause } from 'node:timers/promises'
import type { Forward, QueueAnswer, QueueCall } from '../network/queue-proxy.ts'
import { pick, shuffled } from './chance.ts'
import type { FaultContext } from './fault.ts'
import { createPace } from './pace.ts'

type Entry = { Id: string; ReceiptHandle: string }
type Message = { MessageId: string; ReceiptHandle: string }

const share = { errors: 0.05, slow: 0.1, publishedTwice: 0.1, deliveredTwice: 0.1, postponed: 0.05, lostDeletes: 0.05 }
const longestDelayMs = 30_000
const queueNames = ['production', 'invoice', 'notification'] as const

/**
 * SNS and SQS at their worst: errors before and after the call was done, slow answers, messages published or delivered twice,
 * postponed and in another order, deletes that are answered and lost; now and then a poisoned message or a purged queue.
 */
export function createQueueFaults({ system, record, random }: FaultContext) {
  const copies = new Set<Promise<unknown>>()
  const over = new AbortController()
  const happens = (probability: number) => random() < probability

  async function meddle(call: QueueCall, forward: Forward): Promise<QueueAnswer> {
    const asked = (detail: string) => record.inject('queues', call.action, detail)()
    if (happens(share.slow)) await pause(random() * 1_500)
    if (happens(share.errors)) {
      const isDone = happens(0.5)
      asked(isDone ? 'error, but done' : 'error')
      if (isDone) await forward(call)
      return failure(call)
    }
    switch (call.action) {
      case 'PublishBatch':
        if (happens(share.publishedTwice)) publishAgain(call, forward, asked)
        return forward(call)
      case 'ReceiveMessage':
        return receive(call, forward, asked)
      case 'DeleteMessageBatch':
        return deleteSome(call, forward, asked)
      default:
        return forward(call)
    }
  }

  function publishAgain(call: QueueCall, forward: Forward, asked: (detail: string) => void): void {
    asked('published twice')
    const later = pause(random() * longestDelayMs, undefined, { signal: over.signal }).catch(() => {})
    copies.add(later.then(() => forward(call)).catch(() => {})) // the emulator may be away
  }

  async function receive(call: QueueCall, forward: Forward, asked: (detail: string) => void): Promise<QueueAnswer> {
    const answer = await forward(call)
    const received = parse<{ Messages?: Message[] }>(answer).Messages ?? []
    const { QueueUrl } = JSON.parse(call.body)
    const release = ({ ReceiptHandle }: Message, VisibilityTimeout: number) =>
      forward(asking(call, 'ChangeMessageVisibility', { QueueUrl, ReceiptHandle, VisibilityTimeout }))
    const kept: Message[] = []
    for (const message of received) {
      const isPostponed = happens(share.postponed)
      if (!isPostponed) kept.push(message)
      if (isPostponed || happens(share.deliveredTwice)) {
        asked(isPostponed ? 'postponed' : 'delivered twice')
        await release(message, isPostponed ? Math.ceil((random() * longestDelayMs) / 1_000) : 0)
      }
    }
    return received.length === 0 ? answer : { ...answer, body: JSON.stringify({ Messages: shuffled(kept, random) }) }
  }

  async function deleteSome(call: QueueCall, forward: Forward, asked: (detail: string) => void): Promise<QueueAnswer> {
    const { QueueUrl, Entries } = JSON.parse(call.body) as { QueueUrl: string; Entries: Entry[] }
    const lost = Entries.filter(() => happens(share.lostDeletes))
    if (lost.length === 0) return forward(call)
    for (const _ of lost) asked('lost delete')
    const passedOn = Entries.filter((entry) => !lost.includes(entry))
    const done = lost.map(({ Id }) => ({ Id }))
    if (passedOn.length === 0) return json({ Successful: done, Failed: [] })
    const answer = await forward(asking(call, call.action, { QueueUrl, Entries: passedOn }))
    if (answer.status !== 200) return answer
    const { Successful = [], Failed = [] } = parse<{ Successful?: object[]; Failed?: object[] }>(answer)
    return json({ Successful: [...Successful, ...done], Failed })
  }

  const poison = createPace({
    random,
    everyMs: [15_000, 45_000],
    async act() {
      const queue = pick(random, queueNames)
      const name = `poison-${Math.floor(random() * 2 ** 31).toString(36)}`
      record.poisonedMessages.push(name) // before it is sent: its answer may be lost, and it is there all the same
      await system.askQueue('SendMessage', queue, { MessageBody: `{"poisoned":"${name}"` })
      record.inject('queues', queue, 'poisoned message')()
    },
  })
  const purge = createPace({
    random,
    everyMs: [30_000, 60_000],
    async act() {
      const queue = pick(random, queueNames)
      await system.askQueue('PurgeQueue', queue)
      record.inject('queues', queue, 'purged')()
    },
  })

  return {
    async start(): Promise<void> {
      system.queueProxy.meddle(meddle)
      poison.start()
      purge.start()
    },
    async stop(): Promise<void> {
      await Promise.all([poison.stop(), purge.stop()])
      over.abort()
      system.queueProxy.meddle(undefined)
      await Promise.all(copies)
    },
  }
}

const parse = <T>({ status, body }: QueueAnswer): Partial<T> => (status === 200 && body ? JSON.parse(body) : {})
const json = (body: object): QueueAnswer => ({
  ...{ status: 200, contentType: 'application/x-amz-json-1.0' },
  body: JSON.stringify(body),
})

function asking({ path, headers }: QueueCall, action: string, body: object): QueueCall {
  return { action, path, headers: { ...headers, 'x-amz-target': `AmazonSQS.${action}` }, body: JSON.stringify(body) }
}

function failure({ headers }: QueueCall): QueueAnswer {
  if (headers['x-amz-target']) return { ...json({ __type: 'com.amazonaws.sqs#InternalError' }), status: 500 }
  const body =
    '<ErrorResponse><Error><Type>Receiver</Type><Code>InternalFailure</Code></Error><RequestId>0</RequestId></ErrorResponse>'
  return { status: 500, contentType: 'text/xml', body }
}
