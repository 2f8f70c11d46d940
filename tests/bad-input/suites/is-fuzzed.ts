import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { curlLine } from '../fuzz/curl-line.ts'
import { type FuzzedRequest, requestsOf } from '../fuzz/request-arbitrary.ts'
import { createSender } from '../fuzz/send.ts'
import { isJudged, requestsFor, requestsPerRoute, seed, timeoutMs } from '../fuzz/settings.ts'
import { type Endpoint, endpoints, titleOf } from '../support/endpoints.ts'
import type { Answer } from '../support/exchange.ts'
import { problemFaults, tellsOfInside } from '../support/expect-answer.ts'
import { memoryMb } from '../support/memory.ts'
import { type Portrait, portraitsOf } from '../support/portraits.ts'
import { type System, services } from '../support/start-system.ts'
import { refusalsAt } from './is-refused.ts'

/** Routes at once: with the connections that the web server makes, far below the limit of 200 requests in flight. */
const atOnce = 8

/** Requests made from the contracts, some sound, most spoiled: every answer is one that the contract has. */
export function isFuzzed(system: () => System): void {
  const sender = createSender()
  const declared = new Map<string, number[]>()
  beforeAll(async () => {
    for (const service of services) await readDocument(service, system(), declared)
  })
  afterAll(() => sender.stop())

  it(
    `when ${requestsPerRoute} requests come to each route (seed ${seed}), none is answered 5xx or otherwise than documented`,
    async () => {
      const pids = Object.fromEntries(services.map((name) => [name, system().host.resource(name).pid ?? 0]))
      const before = memoryMb(pids)
      const portraits = await portraitsOf(pids, system().host.dataFolder)
      const startedMs = performance.now()
      const figures = { sent: 0, byStatus: {} as Record<number, number> }
      const cases = new Map(endpoints.map((endpoint) => [titleOf(endpoint), refusalsAt(endpoint, system())]))
      const faults = await inTurns(endpoints, (endpoint) => {
        return findFault(endpoint, system(), async (request) => {
          const answer = await sender.send(request)
          figures.sent += 1
          cases.set(titleOf(endpoint), (cases.get(titleOf(endpoint)) ?? 0) + 1)
          figures.byStatus[answer.status] = (figures.byStatus[answer.status] ?? 0) + 1
          return faultsOf(endpoint, answer, declared.get(titleOf(endpoint)) ?? [])
        })
      })
      const after = memoryMb(pids)
      const grownMb = Object.fromEntries(services.map((name) => [name, (after[name] ?? 0) - (before[name] ?? 0)]))
      const costs = costsOf(portraits, await portraitsOf(pids, system().host.dataFolder))
      console.log('fuzzing:', {
        seed,
        seconds: Math.round((performance.now() - startedMs) / 1_000),
        ...figures,
        fewestCasesOfARoute: Math.min(...cases.values()),
        grownMb,
        ...costs,
      })
      expect(faults.join('\n')).toBe('')
      if (isJudged) expectPromised(costs, cases)
      expect(Object.entries(grownMb).filter(([, megabytes]) => megabytes > mostGrownMb)).toEqual([])
      expect(Object.fromEntries(services.map((name) => [name, system().host.resource(name).pid]))).toEqual(pids)
    },
    timeoutMs,
  )
}

type Costs = { heapGrownMb: Record<string, number>; eventLoopP99Ms: Record<string, number> }

/** What fuzzing cost each process: its heap after a collection, and how late its event loop was meanwhile. */
function costsOf(before: Record<string, Portrait>, after: Record<string, Portrait>): Costs {
  const rounded = (value: number) => Math.round(value * 10) / 10
  const each = (figure: (name: string, now: Portrait) => number) =>
    Object.fromEntries(Object.entries(after).map(([name, now]) => [name, rounded(figure(name, now))]))
  return {
    heapGrownMb: each((name, { heapMb }) => heapMb - (before[name]?.heapMb ?? 0)),
    eventLoopP99Ms: each((_, { eventLoopP99Ms }) => eventLoopP99Ms),
  }
}

/** Of a hundred thousand requests: 300 cases a route, no process holds 50 MB more, and none makes others wait 100 ms. */
function expectPromised({ heapGrownMb, eventLoopP99Ms }: Costs, cases: ReadonlyMap<string, number>): void {
  expect([...cases].filter(([, count]) => count < 300)).toEqual([])
  expect(Object.entries(heapGrownMb).filter(([, megabytes]) => megabytes > 50)).toEqual([])
  expect(Object.entries(eventLoopP99Ms).filter(([, ms]) => ms > 100)).toEqual([])
}

/** Without a collection between, a heap that is at rest may still be this much larger than one that has just started. */
const mostGrownMb = 250

async function inTurns(all: readonly Endpoint[], find: (endpoint: Endpoint) => Promise<string | undefined>) {
  const left = all.values()
  const found: string[] = []
  const work = async () => {
    for (const endpoint of left) {
      const fault = await find(endpoint)
      if (fault !== undefined) found.push(fault)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return found
}

/** Where each answer takes a second, shrinking would have no end. */
const limits = { interruptAfterTimeLimit: timeoutMs / 2 }

/** The smallest request with a fault, as a line for a shell. */
async function findFault(endpoint: Endpoint, system: System, check: (request: FuzzedRequest) => Promise<string[]>) {
  const property = fc.asyncProperty(requestsOf(endpoint, system), async (request) => {
    const faults = await check(request)
    if (faults.length > 0) throw new Error(faults.join('; '))
  })
  const outcome = await fc.check(property, { seed, numRuns: requestsFor(endpoint), ...limits })
  if (!outcome.failed) return undefined
  const [request] = outcome.counterexample ?? []
  const again = `seed ${outcome.seed}, after ${outcome.numRuns} requests and ${outcome.numShrinks} shrinks`
  return `${titleOf(endpoint)}: ${outcome.errorInstance} (${again})\n  ${request && curlLine(request)}`
}

/** What an operator asks the app host for is the inside: addresses and logs. */
const isInside = ({ path }: Endpoint) => path.includes('/app-host/')

function faultsOf(endpoint: Endpoint, answer: Answer, documented: number[]): string[] {
  const faults = answer.status >= 400 ? problemFaults(answer) : []
  if (answer.status >= 500) faults.push(`${answer.status}: ${answer.text.slice(0, 300)}`)
  if (!documented.includes(answer.status))
    faults.push(`${answer.status} is not documented: ${answer.text.slice(0, 300)}`)
  if (answer.status < 300 && !isInside(endpoint) && tellsOfInside(answer.text.slice(0, 2_000)))
    faults.push('tells of its inside')
  return faults
}

type Document = { paths: Record<string, Record<string, { responses: Record<string, unknown> }>> }

async function readDocument(service: string, { urls }: System, declared: Map<string, number[]>): Promise<void> {
  const document = (await (await fetch(`${urls[service]}/openapi.json`)).json()) as Document
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, { responses }] of Object.entries(operations)) {
      const title = `${service}: ${method.toUpperCase()} ${path}`
      declared.set(title, Object.keys(responses).map(Number))
    }
  }
}
