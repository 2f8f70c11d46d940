import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { startTestServer } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCanaries } from './support/canaries.ts'
import { type CanaryStage, createCanaryStage } from './support/canary-stage.ts'
import { badRequests, badWebhooks, goodOrders, withoutNeighbours } from './support/canary-stories.ts'
import { type Placed, type System, startSystem } from './support/system.ts'

/** Where no personal field belongs: a trace shows the address as it was asked for, but for search terms and keys. */
const inAddresses = ['address', 'cursor', 'status', 'user']

const canaries = createCanaries()
const logs = new Map<string, string>()
/** Traces, metrics and logs as they are sent: protocol buffers, in which a text stands as it is. */
const telemetry = new Map<string, string[]>()
let system: System
let errors: CanaryStage['errors']
let placed: Placed[]

beforeAll(async () => {
  const collector = await startCollector()
  system = await startSystem({
    inherited: { ...process.env, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
    environment: { '*': { LOG_LEVEL: 'debug' }, notification: { MAIL_BACKOFF_CAP_MS: '500' } },
  })
  const stage = createCanaryStage(system, canaries)
  errors = stage.errors
  placed = await goodOrders(stage)
  await badRequests(stage, placed[0])
  await badWebhooks(stage)
  await withoutNeighbours(stage)
  await system.host.stop()
  await collector.stop()
  const folder = join(system.host.dataFolder, 'logs')
  for (const file of readdirSync(folder)) logs.set(file, readFileSync(join(folder, file), 'utf8'))
}, 120_000)
afterAll(() => system?.stop())

function startCollector() {
  return startTestServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const path = request.url ?? ''
      telemetry.set(path, [...(telemetry.get(path) ?? []), Buffer.concat(chunks).toString('latin1')])
      response.end()
    })
  })
}

/** What of canaries and secrets is in a text. */
function leaksIn(text: string): string[] {
  const secrets = Object.entries(system.host.secrets).filter(([, value]) => text.includes(value.replace('whsec_', '')))
  return [...canaries.foundIn(text), ...secrets.map(([name]) => name)]
}

describe('what is personal or secret', () => {
  it('when orders go well and go wrong in every way, it is in no line of any log', () => {
    const leaks = [...logs].flatMap(([file, text]) =>
      text.split('\n').flatMap((line) => leaksIn(line).map((leak) => `${file}: ${leak} in ${line}`)),
    )
    expect(leaks).toEqual([])
  })

  it('when traces, metrics and logs are sent to a collector, it is in none of them', () => {
    const leaks = [...telemetry].flatMap(([path, texts]) => texts.flatMap(leaksIn).map((leak) => `${path}: ${leak}`))
    expect([...new Set(leaks)].sort()).toEqual(inAddresses.map((field) => `/v1/traces: ${field}`))
  })

  it('when a request is refused or fails, it is in no answer', () => {
    const leaks = errors.flatMap(({ asked, status, text }) =>
      leaksIn(text).map((leak) => `${asked}, ${status}: ${leak} in ${text}`),
    )
    expect(leaks).toEqual([])
  })
})

describe('the search for it', () => {
  it('when a log would hold one, plain or encoded, it would be found', () => {
    const text = `{"to":"${canaries.address('email')}"}`
    expect(leaksIn(text)).toEqual(['email'])
    for (const encoding of ['hex', 'base64'] as const) {
      for (const before of ['', '.', '..']) {
        expect(leaksIn(Buffer.from(before + text).toString(encoding))).toEqual(['some field, encoded'])
      }
    }
    expect(leaksIn(`Bearer ${system.host.secrets.serviceKey}`)).toEqual(['serviceKey'])
  })

  it('when it has looked, it was at the logs of every process, and at every sort of refusal', () => {
    expect([...logs.keys()].sort()).toEqual(system.host.names.map((name) => `${name}.log`).sort())
    for (const name of ['order', 'payment', 'notification', 'production-listener', 'e-wallet', 'web']) {
      expect(logs.get(`${name}.log`)).toContain('"requestId"')
    }
    expect([...telemetry.keys()].sort()).toEqual(['/v1/logs', '/v1/metrics', '/v1/traces'])
    for (const { orderId } of placed) expect(logs.get('order.log')).toContain(orderId)
    expect([...new Set(errors.map(({ status }) => status))].sort()).toEqual([400, 401, 404, 413, 415, 422, 503])
  })
})
