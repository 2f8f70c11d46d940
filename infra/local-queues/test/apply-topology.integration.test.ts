import { PublishCommand } from '@aws-sdk/client-sns'
import { ReceiveMessageCommand, SendMessageCommand, SetQueueAttributesCommand } from '@aws-sdk/client-sqs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applyTopology } from '../src/apply-topology.ts'
import { startLocalQueues } from '../src/start-local-queues.ts'
import { topology } from '../src/topology.ts'
import { clientsOf } from './clients.ts'
import { describeEmulator } from './describe-emulator.ts'

const region = 'us-east-1'
let emulator: Awaited<ReturnType<typeof startLocalQueues>>
let clients: ReturnType<typeof clientsOf>

beforeEach(async () => {
  emulator = await startLocalQueues({ port: 0 })
  clients = clientsOf(emulator.endpoint)
})

afterEach(() => emulator.stop())

const apply = (namePrefix?: string) =>
  applyTopology({ endpoint: emulator.endpoint, region, topology, ...(namePrefix && { namePrefix }) })

describe('applying the topology', () => {
  it('when the emulator is empty, it makes the topic, three queues with dead-letter queues, and their subscriptions', async () => {
    const applied = await apply()
    const made = await describeEmulator(clients)
    expect(made.topics).toEqual([applied.topicArn])
    expect(Object.keys(made.queues)).toHaveLength(6)
    expect(made.queues['order-process-invoice']).toEqual({
      QueueArn: 'arn:aws:sqs:us-east-1:000000000000:order-process-invoice',
      VisibilityTimeout: '30',
      ReceiveMessageWaitTimeSeconds: '10',
      MessageRetentionPeriod: '345600',
      RedrivePolicy: {
        deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:order-process-invoice-dlq',
        maxReceiveCount: 5,
      },
    })
    expect(made.queues['order-process-invoice-dlq']).toMatchObject({ MessageRetentionPeriod: '1209600' })
    expect(made.subscriptions['order-process-invoice']).toEqual({
      TopicArn: applied.topicArn,
      Endpoint: 'arn:aws:sqs:us-east-1:000000000000:order-process-invoice',
      RawMessageDelivery: 'true',
      filterPolicy: { eventType: ['order-paid', 'invoice-requested'] },
      redrivePolicy: { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:order-process-invoice-dlq' },
    })
  })

  it('when it is applied again, nothing is doubled, what was changed is corrected, and messages stay', async () => {
    const first = await apply()
    const asListed = await describeEmulator(clients)
    const { url } = first.queues.invoice
    await clients.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'kept' }))
    const changed = { VisibilityTimeout: '1', RedrivePolicy: '' }
    await clients.sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes: changed }))
    const otherFilters = structuredClone(topology)
    otherFilters.queues.invoice.subscription.filterPolicy.eventType = ['nothing']
    await applyTopology({ endpoint: emulator.endpoint, region, topology: otherFilters })
    expect((await describeEmulator(clients)).subscriptions['order-process-invoice']?.filterPolicy.eventType).toEqual([
      'nothing',
    ])

    expect(await apply()).toEqual(first)
    expect(await describeEmulator(clients)).toEqual(asListed)
    expect(asListed.subscriptionCount).toBe(3)
    expect(await bodiesIn(url)).toEqual(['kept'])
  })

  it('when two name prefixes are used, what is published to one is not seen by the other', async () => {
    const [one, two] = await Promise.all([apply('one-'), apply('two-')])
    await publish(one.topicArn, 'order-paid')
    expect(await bodiesIn(one.queues.invoice.url)).toEqual(['order-paid'])
    expect(await bodiesIn(two.queues.invoice.url)).toEqual([])
  })

  it.each([
    ['order-paid', ['production', 'invoice', 'notification']],
    ['order-payment-failed', ['notification']],
    ['production-requested', ['production']],
    ['invoice-requested', ['invoice']],
    ['notification-requested', ['notification']],
    ['something-else', []],
  ])('when %s is published, %j receive it raw', async (eventType, receivers) => {
    const { topicArn, queues } = await apply()
    await publish(topicArn, eventType)
    const bodies = await Promise.all(Object.entries(queues).map(async ([key, { url }]) => [key, await bodiesIn(url)]))
    expect(bodies.filter(([, received]) => received?.length === 1).map(([key]) => key)).toEqual(receivers)
  })
})

async function publish(topicArn: string, eventType: string) {
  const MessageAttributes = { eventType: { DataType: 'String', StringValue: eventType } }
  await clients.sns.send(new PublishCommand({ TopicArn: topicArn, Message: eventType, MessageAttributes }))
}

// The emulator fans out before it answers the publish, so there is nothing to wait for.
async function bodiesIn(queueUrl: string) {
  const command = new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10, WaitTimeSeconds: 0 })
  return (await clients.sqs.send(command)).Messages?.map((message) => message.Body) ?? []
}
