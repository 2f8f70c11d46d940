import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { startLocalQueues } from '@waybill/local-queues'
import { describe, it } from 'vitest'
import { atEnd } from './at-end.ts'
import { startFaultyProxy } from './faulty-proxy.ts'
import { clientsAt, consumerOf, createTestQueue, numbered } from './queue-fixture.ts'

const nothingLeft = { visible: 0, inFlight: 0, delayed: 0 }

describe.concurrent('when something breaks', () => {
  it('when a consumer is killed between the handler and the delete, all it had comes again and nothing is lost', async ({
    expect,
  }) => {
    const queue = await createTestQueue(await startEmulator())
    await queue.send(numbered(60))
    const handled: string[] = []
    const env = { QUEUE_URL: queue.queueUrl, ENDPOINT: await endpointOf(queue.sqs) }
    const child = run(new URL('./consumer-process.ts', import.meta.url), env)
    for await (const line of linesOf(child)) {
      handled.push(line)
      if (handled.length === 25) break
    }
    child.kill('SIGKILL')
    await once(child, 'exit')

    consumerOf(queue, async ({ body }) => void handled.push(body), fastVisibility).consumer.start()
    await expect.poll(queue.depth, { timeout: 8_000 }).toEqual(nothingLeft)
    expect([...new Set(handled)].toSorted()).toEqual(numbered(60).toSorted())
  })

  it('when the emulator is killed and comes back, the consumer goes on by itself and every message is handled', async ({
    expect,
  }) => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'waybill-queues-'))
    atEnd(() => rm(dataFolder, { recursive: true }))
    const first = startEmulatorProcess(dataFolder, '0')
    const endpoint = await readyEndpoint(first)
    const queue = await createTestQueue(endpoint)
    await queue.send(numbered(80))
    const handled: string[] = []
    const { consumer, logged } = consumerOf(
      queue,
      async ({ body }) => {
        await new Promise((done) => setTimeout(done, 20)) // the work
        handled.push(body)
        if (handled.length === 20) first.kill('SIGKILL')
      },
      fastVisibility,
    )
    const killed = once(first, 'exit')
    consumer.start()
    await killed
    await expect.poll(() => logged, { timeout: 8_000 }).toContain('receive failed')

    await readyEndpoint(startEmulatorProcess(dataFolder, new URL(endpoint).port))
    await expect.poll(queue.depth, { timeout: 12_000 }).toEqual(nothingLeft)
    expect([...new Set(handled)].toSorted()).toEqual(numbered(80).toSorted())
    expect(handled.length - 80).toBeLessThanOrEqual(40) // what was in hand, and what waited for its delete
  })

  it('when SQS fails entries of a delete, those are deleted by another try and handled once', async ({ expect }) => {
    const endpoint = await startEmulator()
    const queue = await createTestQueue(endpoint)
    await queue.send(numbered(10))
    let isFirst = true
    const proxy = await startFaultyProxy(endpoint, (action, body) => {
      if (action !== 'DeleteMessageBatch' || !isFirst) return undefined
      isFirst = false
      const Failed = idsIn(body).map((Id) => ({ Id, SenderFault: false, Code: 'InternalError' }))
      return { status: 200, body: { Successful: [], Failed } }
    })
    const handled: string[] = []
    const through = { ...queue, sqs: clientsAt(proxy.endpoint) }
    consumerOf(through, async ({ body }) => void handled.push(body)).consumer.start()
    await expect.poll(queue.depth, { timeout: 8_000 }).toEqual(nothingLeft)
    expect(handled.toSorted()).toEqual(numbered(10))
  })

  it('when SQS takes no delete at all, the messages come again after their visibility, and are gone once it does', async ({
    expect,
  }) => {
    const endpoint = await startEmulator()
    const queue = await createTestQueue(endpoint)
    await queue.send(numbered(3))
    let isBroken = true
    const proxy = await startFaultyProxy(endpoint, (action) =>
      isBroken && action === 'DeleteMessageBatch' ? { status: 403, body: { __type: 'AccessDenied' } } : undefined,
    )
    const handled: string[] = []
    const through = { ...queue, sqs: clientsAt(proxy.endpoint) }
    const { consumer, logged } = consumerOf(through, async ({ body }) => void handled.push(body), {
      ...fastVisibility,
      random: () => 0,
    })
    consumer.start()
    await expect.poll(() => logged, { timeout: 5_000 }).toContain('delete failed: left, the messages will come again')
    isBroken = false
    await expect.poll(queue.depth, { timeout: 5_000 }).toEqual(nothingLeft)
    expect(handled.toSorted()).toEqual(['m0', 'm0', 'm1', 'm1', 'm2', 'm2'])
  })

  it('when receiving fails for a while, nothing is handled, and then all of it', async ({ expect }) => {
    const endpoint = await startEmulator()
    const queue = await createTestQueue(endpoint)
    await queue.send(numbered(3))
    let isBroken = true
    const proxy = await startFaultyProxy(endpoint, (action) =>
      isBroken && action === 'ReceiveMessage' ? { status: 500, body: {} } : undefined,
    )
    const handled: string[] = []
    const through = { ...queue, sqs: clientsAt(proxy.endpoint) }
    const { consumer, logged } = consumerOf(through, async ({ body }) => void handled.push(body), { random: () => 0.1 })
    consumer.start()
    await expect.poll(() => logged.length, { timeout: 8_000 }).toBeGreaterThan(3)
    expect(handled).toEqual([])
    isBroken = false
    await expect.poll(queue.depth, { timeout: 8_000 }).toEqual(nothingLeft)
    expect(handled.toSorted()).toEqual(numbered(3))
  })

  it('when an answer to a receive never ends, it is given up 5 s after its wait, and the consumer goes on', async ({
    expect,
  }) => {
    const endpoint = await startEmulator()
    const queue = await createTestQueue(endpoint)
    await queue.send(numbered(3))
    let stalls = 2 // one for each poller
    const proxy = await startFaultyProxy(endpoint, (action) =>
      action === 'ReceiveMessage' && stalls-- > 0 ? 'stall' : undefined,
    )
    const handled: string[] = []
    const through = { ...queue, sqs: clientsAt(proxy.endpoint) }
    const { consumer } = consumerOf(through, async ({ body }) => void handled.push(body), { batchSize: 5 })
    consumer.start()
    await expect.poll(queue.depth, { timeout: 8_000 }).toEqual(nothingLeft)
    expect(handled.toSorted()).toEqual(numbered(3))
  })
})

const fastVisibility = { visibilityTimeout: 2, handlerDeadlineMs: 1_000 }

async function startEmulator() {
  const emulator = await startLocalQueues({ port: 0 })
  atEnd(() => emulator.stop())
  return emulator.endpoint
}

async function endpointOf(sqs: ReturnType<typeof clientsAt>) {
  const { protocol, hostname, port } = (await sqs.command.config.endpoint?.()) ?? {
    protocol: '',
    hostname: '',
    port: 0,
  }
  return `${protocol}//${hostname}:${port}`
}

function run(file: URL, env: Record<string, string>) {
  const child = spawn(process.execPath, [fileURLToPath(file)], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  atEnd(() => void child.kill('SIGKILL'))
  return child
}

const startEmulatorProcess = (dataFolder: string, PORT: string) =>
  run(new URL('../../../infra/local-queues/src/main.ts', import.meta.url), { PORT, QUEUES_DATA_FOLDER: dataFolder })

const linesOf = (child: ChildProcess) => createInterface({ input: child.stdout ?? process.stdin })

async function readyEndpoint(child: ChildProcess): Promise<string> {
  for await (const line of linesOf(child)) return /ready on (\S+)$/.exec(line)?.[1] ?? line
  throw new Error('ended without a ready line')
}

const idsIn = (body: string) => (JSON.parse(body) as { Entries: { Id: string }[] }).Entries.map(({ Id }) => Id)
