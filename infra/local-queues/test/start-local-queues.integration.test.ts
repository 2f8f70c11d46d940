import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startLocalQueues } from '../src/start-local-queues.ts'
import { clientsOf } from './clients.ts'

async function start(options: Parameters<typeof startLocalQueues>[0]) {
  const queues = await startLocalQueues(options)
  onTestFinished(() => queues.stop())
  return queues
}

describe('the local queues', () => {
  it('when they have started, they answer on 127.0.0.1 and on no other address', async () => {
    const [{ endpoint, port }, other] = await Promise.all([start({ port: 0 }), start({ port: 0 })])
    expect((await fetch(`${endpoint}/health`)).status).toBe(200)
    await expect(fetch(`http://127.0.0.2:${port}/health`)).rejects.toThrow('fetch failed')
    await expect(fetch(`http://127.0.0.2:${other.port}/health`)).rejects.toThrow('fetch failed')
  })

  it('when another server starts meanwhile, it listens where it wants to', async () => {
    const starting = start({ port: 0 })
    const server = createServer()
    await new Promise<void>((listening) => server.listen({ port: 0, host: '0.0.0.0' }, listening))
    expect(server.address()).toMatchObject({ address: '0.0.0.0' })
    server.close()
    await starting
  })

  it('when the port is taken, they say which one and what to do', async () => {
    const { port } = await start({ port: 0 })
    await expect(start({ port })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is taken by another program: stop that one, or choose another port`,
    )
  })

  it('when they are stopped twice, the second time does nothing', async () => {
    const queues = await start({ port: 0 })
    await queues.stop()
    await queues.stop()
    await expect(fetch(`${queues.endpoint}/health`)).rejects.toThrow('fetch failed')
  })

  it('when a message is given back with delay 0 in a durable folder, it comes again and its receive count rises', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'waybill-queues-'))
    onTestFinished(() => rm(dataDir, { recursive: true }))
    const { sqs } = clientsOf((await start({ port: 0, dataDir })).endpoint)
    const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'given-back' }))
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'x' }))
    const receive = async () => {
      const command = new ReceiveMessageCommand({ QueueUrl, MessageSystemAttributeNames: ['ApproximateReceiveCount'] })
      return (await sqs.send(command)).Messages?.[0]
    }
    const giveBack = (ReceiptHandle: string | undefined) =>
      sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }))

    await giveBack((await receive())?.ReceiptHandle)
    await giveBack((await receive())?.ReceiptHandle)
    expect((await receive())?.Attributes?.ApproximateReceiveCount).toBe('3')
  })
})
