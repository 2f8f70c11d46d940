import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs'
import { describe, expect, it, onTestFinished } from 'vitest'
import { applyTopology } from '../src/apply-topology.ts'
import { startLocalQueues } from '../src/start-local-queues.ts'
import { topology } from '../src/topology.ts'
import { clientsOf } from './clients.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

function run(env: Record<string, string>) {
  const child = spawn(process.execPath, [main], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

async function endpointOf(child: ReturnType<typeof run>): Promise<string> {
  for await (const line of createInterface({ input: child.stdout })) return /ready on (\S+)$/.exec(line)?.[1] ?? line
  throw new Error('ended without a ready line')
}

async function newFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'waybill-queues-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

describe('the process of the local queues', () => {
  it('when it is killed and started again on its folder and port, a waiting and a received message are still there', async () => {
    const QUEUES_DATA_FOLDER = await newFolder()
    const first = run({ PORT: '0', QUEUES_DATA_FOLDER })
    const endpoint = await endpointOf(first)
    const { sqs } = clientsOf(endpoint)
    const before = await applyTopology({ endpoint, region: 'us-east-1', topology })
    const { url } = before.queues.invoice
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'received' }))
    await sqs.send(new ReceiveMessageCommand({ QueueUrl: url, VisibilityTimeout: 1 }))
    await sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: 'waiting' }))
    first.kill('SIGKILL')
    await once(first, 'exit')

    const second = run({ PORT: new URL(endpoint).port, QUEUES_DATA_FOLDER })
    expect(await endpointOf(second)).toBe(endpoint)
    expect(await applyTopology({ endpoint, region: 'us-east-1', topology })).toEqual(before)
    const received: (string | undefined)[] = []
    await expect
      .poll(
        async () => {
          const command = new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 2, MaxNumberOfMessages: 10 })
          received.push(...((await sqs.send(command)).Messages ?? []).map((message) => message.Body))
          return received.toSorted()
        },
        { timeout: 6_000 },
      )
      .toEqual(['received', 'waiting'])
    second.kill('SIGTERM')
    expect(await once(second, 'exit')).toEqual([0, null])
  })

  it('when its port is taken, it says so and ends with 1', async () => {
    const { port, stop } = await startLocalQueues({ port: 0 })
    onTestFinished(stop)
    const child = run({ PORT: String(port), QUEUES_DATA_FOLDER: await newFolder() })
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
    expect(said).toBe(`Port ${port} on 127.0.0.1 is taken by another program: stop that one, or choose another port\n`)
    expect(code).toBe(1)
  })

  it('when it is told no folder, it says so and ends with 1', async () => {
    const child = run({ PORT: '0' })
    const [said, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')])
    expect(said).toContain('QUEUES_DATA_FOLDER is missing')
    expect(code).toBe(1)
  })
})
