import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Readable } from 'node:stream'
import { buffer, text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

type Call = { url: string; traceparents: string[]; active: string | null }
type Seen = { received: Call[]; loaded: string[]; active: string | null; output: string }

const traceId = '0af7651916cd43dd8448eb211c80319c'
const sender = `00-${traceId}-b7ad6b7169203331-01`
const here = fileURLToPath(new URL('..', import.meta.url))
const notes = new URL('fixtures/note-loaded-modules.ts', import.meta.url).href
const ends: (() => void)[] = []
afterAll(() => {
  for (const end of ends.splice(0)) end()
})

/** Takes what is exported over OTLP and keeps it: names and attributes stand in the protobuf as they are. */
async function startCollector() {
  const requests: { path: string; key: string | undefined; body: string }[] = []
  const server = createServer(async (request, response) => {
    const key = request.headers['x-otlp-api-key'] as string | undefined
    requests.push({ path: request.url ?? '', key, body: (await buffer(request)).toString('latin1') })
    response.end()
  })
  ends.push(() => server.close().closeAllConnections())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const sentTo = (path: string) =>
    requests
      .filter((one) => one.path === path)
      .map(({ body }) => body)
      .join('')
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, sentTo }
}

async function runTraced(env: Record<string, string>): Promise<Seen> {
  const child = fork(new URL('fixtures/traced-process.ts', import.meta.url), [sender], {
    cwd: here,
    env: { ...process.env, ...env },
    execArgv: ['--import', notes, '--import', '@waybill/telemetry/register'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  ends.push(() => child.kill('SIGKILL'))
  const output = text(child.stdout as Readable)
  const [[seen], [code]] = await Promise.all([once(child, 'message'), once(child, 'exit')])
  expect(code).toBe(0)
  return { ...seen, output: await output }
}

describe('a process with a collector', () => {
  let collector: Awaited<ReturnType<typeof startCollector>>
  let seen: Seen
  beforeAll(async () => {
    collector = await startCollector()
    seen = await runTraced({
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-otlp-api-key=the-key',
    })
  })

  it('when it handles a message, its span is exported as a child of the sender, although the poll is not traced', () => {
    const spans = collector.sentTo('/v1/traces')
    expect(spans).toContain('order-process handle')
    expect(spans).toContain(Buffer.from(traceId, 'hex').toString('latin1'))
    expect(spans).toContain(Buffer.from('b7ad6b7169203331', 'hex').toString('latin1'))
    expect(spans).not.toMatch(/127\.0\.0\.1:\d+\/polled/)
  })

  it('when it calls on, the call carries one traceparent: not the one of the request context but that of its span', () => {
    const called = seen.received.find(({ url }) => url.startsWith('/called'))
    expect(called?.traceparents).toEqual([expect.stringContaining(traceId)])
    expect(called?.active).toBe(called?.traceparents[0])
    expect(collector.sentTo('/v1/traces')).toMatch(/127\.0\.0\.1:\d+\/called/)
  })

  it('when a request comes without a trace, it is given the one of its span', () => {
    const polled = seen.received.find(({ url }) => url === '/polled')
    expect(polled?.traceparents).toEqual([polled?.active])
    expect(polled?.active).not.toContain(traceId)
  })

  it('when it logs, the line carries the trace and is exported, as metrics are, with the key of the collector', () => {
    const line = JSON.parse(seen.output.split('\n').find((one) => one.includes('handled')) ?? '{}')
    expect(line.trace_id).toBe(traceId)
    expect(collector.sentTo('/v1/logs')).toContain('handled')
    expect(collector.sentTo('/v1/metrics')).toContain('http.server.request.duration')
    expect(collector.requests.every(({ key }) => key === 'the-key')).toBe(true)
  })

  it('when there are probes, search terms and addresses, none of them is seen in a trace', () => {
    const spans = collector.sentTo('/v1/traces')
    expect(seen.received.find(({ url }) => url === '/readyz')?.active).toBeNull()
    expect(spans).toContain('refused')
    for (const hidden of ['canary-7f3a', 'jose@example.com', '/readyz']) expect(spans).not.toContain(hidden)
  })
})

describe('a process whose collector is gone', () => {
  it('when it works and ends, it does both all the same', async () => {
    const { received } = await runTraced({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1' })
    expect(received).toHaveLength(3)
  })
})

describe('a process without a collector', () => {
  it('when it starts, it loads nothing of OpenTelemetry but the interface, and works the same', async () => {
    const { loaded, received, active } = await runTraced({ OTEL_EXPORTER_OTLP_ENDPOINT: '' })
    const packages = loaded.map((url) => url.match(/node_modules\/(@opentelemetry\/[^/]+|import-in-the-middle)\//)?.[1])
    expect(new Set(packages)).toEqual(new Set([undefined, '@opentelemetry/api']))
    expect(received.map(({ url }) => url)).toEqual(['/polled', '/called?name=canary-7f3a', '/readyz'])
    expect(active).toBeNull()
  })
})
