import { describe, expect, it } from 'vitest'
import { createDriverRecord } from '../src/driver/driver-record.ts'
import type { FaultContext } from '../src/faults/fault.ts'
import { createQueueFaults } from '../src/faults/queues.ts'
import type { Meddler, QueueAnswer, QueueCall } from '../src/network/queue-proxy.ts'

/** The faults at work in front of an emulator that answers as it is told, with the chances that the test names in turn. */
async function meddled(call: { action: string; body?: object }, chances: number[], answer: object = {}) {
  let meddle: Meddler | undefined
  const system = {
    queueProxy: {
      meddle: (wanted: Meddler | undefined) => {
        meddle ??= wanted
      },
    },
  }
  const record = createDriverRecord(() => new Date(0))
  let draws = 0
  const random = () => chances[draws++ - 2] ?? 0.99 // the first two are for poison and purge
  const faults = createQueueFaults({ system, record, random } as unknown as FaultContext)
  await faults.start()
  const passedOn: QueueCall[] = []
  const forward = async (passed: QueueCall): Promise<QueueAnswer> => {
    passedOn.push(passed)
    return { status: 200, contentType: 'application/x-amz-json-1.0', body: JSON.stringify(answer) }
  }
  const headers = { 'x-amz-target': `AmazonSQS.${call.action}` }
  const whole = { action: call.action, path: '/', headers, body: JSON.stringify(call.body ?? {}) }
  const answered = await meddle?.(whole, forward)
  await faults.stop()
  return {
    status: answered?.status,
    body: JSON.parse(answered?.body ?? 'null'),
    passedOn: passedOn.map(({ action, body }) => ({ action, ...JSON.parse(body) })),
    injected: record.injected.map(({ detail }) => detail),
  }
}

const calm = [0.99, 0.99] // neither slow nor an error
const QueueUrl = 'http://queue'
const entries = [
  { Id: 'a', ReceiptHandle: '1' },
  { Id: 'b', ReceiptHandle: '2' },
]
const messages = [
  { MessageId: 'm1', ReceiptHandle: '1' },
  { MessageId: 'm2', ReceiptHandle: '2' },
]

describe('the faults of the queues', () => {
  it('when chance spares a call, it is passed on as it is', async () => {
    const { passedOn, injected } = await meddled({ action: 'SendMessage', body: { QueueUrl } }, calm)
    expect(passedOn).toEqual([{ action: 'SendMessage', QueueUrl }])
    expect(injected).toEqual([])
  })

  it('when a delete is lost, it is answered as done and never passed on', async () => {
    const call = { action: 'DeleteMessageBatch', body: { QueueUrl, Entries: entries } }
    const { body, passedOn, injected } = await meddled(call, [...calm, 0.01, 0.99], { Successful: [{ Id: 'b' }] })
    expect(body).toEqual({ Successful: [{ Id: 'b' }, { Id: 'a' }], Failed: [] })
    expect(passedOn).toEqual([{ action: 'DeleteMessageBatch', QueueUrl, Entries: [entries[1]] }])
    expect(injected).toEqual(['lost delete'])
  })

  it('when a message is delivered twice, it is visible again at once and handed out all the same', async () => {
    const call = { action: 'ReceiveMessage', body: { QueueUrl } }
    const { body, passedOn } = await meddled(call, [...calm, 0.99, 0.01], { Messages: messages })
    expect(body.Messages).toHaveLength(2)
    expect(passedOn[1]).toEqual({
      ...{ action: 'ChangeMessageVisibility', QueueUrl },
      ...{ ReceiptHandle: '1', VisibilityTimeout: 0 },
    })
  })

  it('when a message is postponed, it is not handed out and comes later', async () => {
    const call = { action: 'ReceiveMessage', body: { QueueUrl } }
    const { body, passedOn } = await meddled(call, [...calm, 0.01, 0.5], { Messages: messages })
    expect(body.Messages).toEqual([messages[1]])
    expect(passedOn[1]).toMatchObject({ ReceiptHandle: '1', VisibilityTimeout: 15 })
  })

  it.each([
    ['before', 0.99, 0],
    ['after', 0.01, 1],
  ])('when a call fails %s it was done, the caller is told 500', async (_, isDone, passes) => {
    const { status, passedOn } = await meddled({ action: 'SendMessage' }, [0.99, 0.01, isDone])
    expect(status).toBe(500)
    expect(passedOn).toHaveLength(passes)
  })
})
