import { type Client, credentials, Metadata, makeGenericClientConstructor, status } from '@grpc/grpc-js'
import { waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AppHost } from '../src/app-host.ts'
import { createBridge } from '../src/dashboard/bridge.ts'
import { dashboardService } from '../src/dashboard/dashboard-service.ts'
import type { LogLineMessage, ResourceMessage } from '../src/dashboard/messages.ts'
import { addProgram } from './add-program.ts'
import { createFixtureHosts } from './start-fixtures.ts'

type Update = { initialData?: { resources: ResourceMessage[] }; changes?: { value: { upsert?: ResourceMessage }[] } }

const hosts = createFixtureHosts()
let host: AppHost
let bridge: ReturnType<typeof createBridge>
let client: Client
const streams: { cancel: () => void }[] = []

beforeAll(async () => {
  host = await hosts.start((builder) => {
    const first = addProgram(builder, 'first')
    addProgram(builder, 'second').waitFor(first).withUrl('API', '/docs')
  })
  bridge = createBridge({ control: host.control, key: 'the key', intervalMs: 20 })
  const Service = makeGenericClientConstructor(dashboardService, 'DashboardService')
  client = new Service(`127.0.0.1:${await bridge.start()}`, credentials.createInsecure())
})
afterAll(async () => {
  for (const stream of streams) stream.cancel()
  client.close()
  bridge.stop()
  bridge.stop()
  await hosts.tidy()
})

function withKey(key = 'the key'): Metadata {
  const metadata = new Metadata()
  metadata.set('x-resource-service-api-key', key)
  return metadata
}

function methodOf(name: string) {
  const method = dashboardService[name]
  if (!method) throw new Error(`no ${name}`)
  return [method.path, method.requestSerialize, method.responseDeserialize] as const
}

const ask = <T>(name: string, request: object, metadata = withKey()): Promise<T> =>
  new Promise((answered, failed) => {
    client.makeUnaryRequest(...methodOf(name), request, metadata, (error, answer) =>
      error ? failed(error) : answered(answer as T),
    )
  })

/** What a stream has given so far, and how it ended. */
function listen<T>(name: string, request: object, metadata = withKey()) {
  const stream = client.makeServerStreamRequest(...methodOf(name), request, metadata)
  streams.push(stream)
  const given: T[] = []
  stream.on('data', (message: T) => given.push(message))
  const ended = new Promise<number>((end) => {
    stream.on('status', ({ code }) => end(code))
    stream.on('error', () => {})
  })
  return { given, ended }
}

const listenToLog = (resourceName: string, suppressFollow: boolean) => {
  const { given, ended } = listen<{ logLines: LogLineMessage[] }>('WatchResourceConsoleLogs', {
    ...{ resourceName, suppressFollow },
  })
  return { ended, texts: () => given.flatMap(({ logLines }) => logLines.map(({ text }) => text.replace(/^\S+Z /, ''))) }
}

describe('the bridge to the Aspire dashboard', () => {
  it('when it is asked what it shows, it names the application', async () => {
    expect(await ask('GetApplicationInformation', {})).toEqual({ applicationName: 'Waybill' })
  })

  it('when the key is missing or wrong, every call is refused', async () => {
    for (const metadata of [new Metadata(), withKey('wrong')]) {
      const refusal = { code: status.UNAUTHENTICATED }
      await expect(ask('GetApplicationInformation', {}, metadata)).rejects.toMatchObject(refusal)
      const command = { commandName: 'restart', resourceName: 'first' }
      await expect(ask('ExecuteResourceCommand', command, metadata)).rejects.toMatchObject(refusal)
      const { given, ended } = listen('WatchResources', {}, metadata)
      expect([await ended, given]).toEqual([status.UNAUTHENTICATED, []])
    }
    expect(host.resource('first').restarts).toBe(0)
  })

  it('when the resources are watched, all are sent, and after a restart what has changed', async () => {
    const { given } = listen<Update>('WatchResources', {})
    await waitFor(() => given.length === 1, { what: 'the resources' })
    expect(given[0]?.initialData?.resources).toMatchObject([
      { name: 'first', state: 'Running', healthReports: [{ status: 0 }], relationships: [] },
      {
        name: 'second',
        urls: [
          { fullUrl: host.resource('second').url, displayProperties: { sortOrder: 2 } },
          { fullUrl: `${host.resource('second').url}/docs`, displayProperties: { displayName: 'API' } },
        ],
        relationships: [{ resourceName: 'first', type: 'WaitFor' }],
      },
    ])

    const { pid } = host.resource('first')
    const answer = await ask('ExecuteResourceCommand', { commandName: 'restart', resourceName: 'first' })
    expect(answer).toMatchObject({ kind: 1 })
    const changes = () => given.flatMap((update) => update.changes?.value ?? [])
    const pidsOf = ({ upsert }: { upsert?: ResourceMessage }) =>
      upsert?.properties.find(({ name }) => name === 'executable.pid')
    const isBack = () => changes().some((change) => pidsOf(change) && change.upsert?.healthReports[0]?.status === 0)
    await waitFor(isBack, { what: 'the restarted resource' })
    expect(host.resource('first').pid).not.toBe(pid)
    expect(changes().map(({ upsert }) => upsert?.name)).not.toContain('second')
  })

  it('when a command cannot be begun, it answers that it failed, and why', async () => {
    const answer = await ask('ExecuteResourceCommand', { commandName: 'fly', resourceName: 'first' })
    expect(answer).toMatchObject({ kind: 2, message: 'unknown-command' })
  })

  it('when a log is asked for once, its lines come and the stream ends', async () => {
    const { texts, ended } = listenToLog('second', true)
    expect(await ended).toBe(status.OK)
    expect(texts()).toEqual([`listening on ${new URL(host.resource('second').url).port}`])
  })

  it('when a log is followed, each line comes once, also those to come', async () => {
    const { texts } = listenToLog('second', false)
    for (const text of ['one', 'two']) {
      await fetch(`${host.resource('second').url}/say?text=${text}`)
      await waitFor(() => texts().includes(text), { what: `the line "${text}"` })
    }
    expect(texts().slice(-2)).toEqual(['one', 'two'])
    expect(new Set(texts()).size).toBe(texts().length)
  })

  it('when the log of what is not there is asked for, it says so', async () => {
    expect(await listenToLog('third', false).ended).toBe(status.NOT_FOUND)
  })

  it('when the dashboard opens its stream for questions, it gets the headers at once and the stream stays open', async () => {
    const stream = client.makeBidiStreamRequest(...methodOf('WatchInteractions'), withKey())
    streams.push(stream.on('error', () => {}))
    await new Promise((headers) => stream.once('metadata', headers))
  })

  it('when the app host is gone, its resources are unknown and a command fails', async () => {
    const { given } = listen<Update>('WatchResources', {})
    await waitFor(() => given.length === 1, { what: 'the resources' })
    await host.stop()
    const states = () => given.at(-1)?.changes?.value.map(({ upsert }) => upsert?.state)
    await waitFor(() => states()?.join() === 'Unknown,Unknown', { what: 'the unknown states' })
    const answer = await ask('ExecuteResourceCommand', { commandName: 'start', resourceName: 'first' })
    expect(answer).toMatchObject({ kind: 2 })
  })
})
