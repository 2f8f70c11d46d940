import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { applyTopology, emulatorCredentials, startLocalQueues, topology } from '@waybill/local-queues'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createEventPublisher } from '../src/event-publisher.ts'
import { createSnsClient } from '../src/sns-client.ts'
import { batchAnswer, errorAnswer, serverThat } from './sns-server.ts'

const region = 'us-east-1'
const topicArn = 'arn:aws:sns:us-east-1:000000000000:order-process'
const event = (id: string, body = `{"id":"${id}"}`) => ({ id, body, attributes: { eventType: 'invoice-requested' } })
const events = (count: number) => Array.from({ length: count }, (_, n) => event(String(n)))

describe('publishing to the emulator', () => {
  it('when there are more events than one batch takes, all arrive once, raw and with their attributes', async () => {
    const { publish, receiveAll } = await publisherOnEmulator()
    const { accepted, refused } = await publish(events(25))
    expect(refused).toEqual([])
    expect(accepted).toHaveLength(25)
    const received = await receiveAll(25)
    expect(received.map(({ Body }) => Body).toSorted()).toEqual(
      events(25)
        .map(({ body }) => body)
        .toSorted(),
    )
    expect(received[0]?.MessageAttributes?.eventType?.StringValue).toBe('invoice-requested')
  })

  it('when an event breaks a limit or repeats an id, it is refused for ever or sent, and keeps no other back', async () => {
    const { publish, receiveAll } = await publisherOnEmulator()
    const tooLarge = event('large', 'x'.repeat(70_000))
    const { accepted, refused } = await publish([event('1'), tooLarge, event('1'), event('emoji', '"🎉"')])
    expect(accepted).toEqual(['1', '1', 'emoji'])
    expect(refused).toEqual([
      { id: 'large', reason: 'the body has 70000 bytes, 65536 are allowed', fault: 'permanent' },
    ])
    expect((await receiveAll(3)).map(({ Body }) => Body)).toContain('"🎉"')
  })

  it('when the topic does not exist, all are refused as passing', async () => {
    const { endpoint } = await startEmulator()
    const { refused } = await publisherAt(endpoint)(events(2))
    expect(refused.map(({ fault, reason }) => [fault, reason.split(':')[0]])).toEqual([
      ['passing', 'NotFoundException'],
      ['passing', 'NotFoundException'],
    ])
  })
})

describe('publishing to a server that misbehaves', () => {
  it('when SNS settles entries one by one, so does it', async () => {
    const { endpoint } = await serverThat(({ ids }) => [
      200,
      batchAnswer({ successful: ids.slice(0, 1), failed: ids.slice(1, 3) }),
    ])
    expect(await publisherAt(endpoint)(events(4))).toEqual({
      accepted: ['0'],
      refused: [
        { id: '1', reason: 'InvalidParameter: bad', fault: 'permanent' },
        { id: '2', reason: 'InternalError: later', fault: 'passing' },
        { id: '3', reason: 'SNS did not answer for it', fault: 'passing' },
      ],
    })
  })

  it('when one message makes SNS refuse the whole call, only that one is refused', async () => {
    const { endpoint } = await serverThat(({ ids, body }) =>
      body.includes('poison')
        ? [400, errorAnswer('InvalidParameter')]
        : [200, batchAnswer({ successful: ids, failed: [] })],
    )
    const { accepted, refused } = await publisherAt(endpoint)([event('a'), event('b', 'poison'), event('c')])
    expect(accepted).toEqual(['a', 'c'])
    expect(refused).toMatchObject([{ id: 'b', fault: 'permanent' }])
  })

  it('when SNS calls the topic an invalid parameter, no event is given up for it', async () => {
    const { endpoint } = await serverThat(() => [400, errorAnswer('InvalidParameter', 'Invalid parameter: TopicArn')])
    expect((await publisherAt(endpoint)(events(2))).refused).toMatchObject([{ fault: 'passing' }, { fault: 'passing' }])
  })

  it('when an attempt fails, the SDK makes three', async () => {
    const { endpoint, calls } = await serverThat(() => [500, ''])
    expect((await publisherAt(endpoint)([event('a')])).refused).toMatchObject([{ fault: 'passing' }])
    expect(calls).toHaveLength(3)
  })

  it('when nothing is answered, an attempt ends by its timeout, and all by the total time', async () => {
    const { endpoint, calls } = await serverThat(() => undefined)
    const publish = publisherAt(endpoint, { totalTimeoutMs: 500 }, 100)
    const { refused } = await publish([event('a')])
    expect(refused).toMatchObject([{ id: 'a', fault: 'passing' }])
    expect(calls.length).toBeGreaterThanOrEqual(2)
  })

  it('when there are many batches, four are under way at once', async () => {
    const { endpoint, calls } = await serverThat(() => undefined)
    const publishing = publisherAt(endpoint, { totalTimeoutMs: 1_000 })(events(100))
    await expect.poll(() => calls.length, { timeout: 5_000 }).toBe(4)
    const { refused } = await publishing
    expect(refused).toHaveLength(100)
    expect(refused.every(({ fault }) => fault === 'passing')).toBe(true)
    expect(calls).toHaveLength(4)
  })

  it('when five calls in a row failed, the next is refused as passing and nobody is called', async () => {
    const { endpoint, calls } = await serverThat(() => [403, errorAnswer('AuthorizationError')])
    const publish = publisherAt(endpoint)
    for (let n = 0; n < 5; n++) await publish([event('a')])
    const before = calls.length
    const { refused } = await publish([event('a')])
    expect(refused).toMatchObject([{ fault: 'passing', reason: expect.stringContaining('CircuitOpen') }])
    expect(calls).toHaveLength(before)
  })
})

it('when it is made for something that is no topic, it says so', () => {
  expect(() => publisherAt('http://127.0.0.1:1', { topicArn: 'order-process' })).toThrow('no ARN of an SNS topic')
})

function publisherAt(
  endpoint: string,
  options: Partial<Parameters<typeof createEventPublisher>[0]> = {},
  attemptTimeoutMs = 2_000,
) {
  const sns = createSnsClient({ endpoint, region, credentials: emulatorCredentials, attemptTimeoutMs })
  return createEventPublisher({ sns, topicArn, monotonicMs: () => performance.now(), ...options })
}

async function startEmulator() {
  const emulator = await startLocalQueues({ port: 0 })
  onTestFinished(() => emulator.stop())
  return emulator
}

async function publisherOnEmulator() {
  const { endpoint } = await startEmulator()
  const applied = await applyTopology({ endpoint, region, topology })
  const sqs = new SQSClient({ endpoint, region, credentials: emulatorCredentials, useQueueUrlAsEndpoint: false })
  const receive = new ReceiveMessageCommand({
    QueueUrl: applied.queues.invoice.url,
    MaxNumberOfMessages: 10,
    WaitTimeSeconds: 0,
    MessageAttributeNames: ['All'],
  })
  const receiveAll = async (count: number) => {
    const received = []
    while (received.length < count) {
      const { Messages = [] } = await sqs.send(receive)
      if (Messages.length === 0) break
      received.push(...Messages)
    }
    return received
  }
  return { publish: publisherAt(endpoint, { topicArn: applied.topicArn }), receiveAll }
}
