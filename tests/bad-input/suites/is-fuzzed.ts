import { inParallel } from '@waybill/test-kit'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { costsOf, expectPromised } from '../fuzz/costs.ts'
import { curlLine } from '../fuzz/curl-line.ts'
import { anew, type FuzzedRequest, isSigned, requestsOf } from '../fuzz/request-arbitrary.ts'
import { createSender } from '../fuzz/send.ts'
import { isJudged, requests, requestsFor, requestsPerRoute, seed, timeoutMs } from '../fuzz/settings.ts'
import { type Endpoint, endpoints, titleOf } from '../support/endpoints.ts'
import type { Answer } from '../support/exchange.ts'
import { problemFaults, tellsOfInside } from '../support/expect-answer.ts'
import { memoryMb } from '../support/memory.ts'
import { portraitsOf } from '../support/portraits.ts'
import { countsAtRest, rowsLeftBehind } from '../support/row-counts.ts'
import { type System, services } from '../support/start-system.ts'

/** Routes at once: with the connections that the web server makes, far below the limit of 200 requests in flight. */
const atOnce = 8

/** Requests made from the contracts, some sound, most spoiled: every answer is one that the contract has. */
export function isFuzzed(system: () => System): void {
  const sender = createSender()
  const refused: FuzzedRequest[] = []
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
      const cases = new Map(endpoints.map((endpoint) => [titleOf(endpoint), 0]))
      const faults: string[] = []
      await inParallel(endpoints, atOnce, async (endpoint) => {
        const fault = await findFault(endpoint, system(), async (request) => {
          const answer = await sender.send(request)
          figures.sent += 1
          cases.set(titleOf(endpoint), (cases.get(titleOf(endpoint)) ?? 0) + 1)
          figures.byStatus[answer.status] = (figures.byStatus[answer.status] ?? 0) + 1
          if (figures.sent % oneOf === 0 && isRefusal(answer.status) && !isSigned(request, system()))
            refused.push(request)
          return faultsOf(endpoint, answer, declared.get(titleOf(endpoint)) ?? [])
        })
        if (fault !== undefined) faults.push(fault)
      })
      expect(faults.join('\n')).toBe('')
      const busy = await portraitsOf(pids, system().host.dataFolder)
      if (isJudged) await countsAtRest(system().tables) // what was accepted is done, mails above all
      const after = memoryMb(pids)
      const grownMb = Object.fromEntries(services.map((name) => [name, (after[name] ?? 0) - (before[name] ?? 0)]))
      const rested = await portraitsOf(pids, system().host.dataFolder)
      const costs = costsOf({ before: portraits, busy, rested })
      console.log('fuzzing:', {
        seed,
        seconds: Math.round((performance.now() - startedMs) / 1_000),
        ...figures,
        fewestCasesOfARoute: Math.min(...cases.values()),
        grownMb,
        ...costs,
      })
      expect(figures.sent).toBeGreaterThanOrEqual(requests)
      if (isJudged) expectPromised(costs, cases)
      expect(Object.entries(grownMb).filter(([, megabytes]) => megabytes > mostGrownMb)).toEqual([])
      expect(Object.fromEntries(services.map((name) => [name, system().host.resource(name).pid]))).toEqual(pids)
    },
    timeoutMs,
  )

  it(
    'when some that were refused come again as new ones, they are refused again and leave no row behind',
    async () => {
      expect(refused.length).toBeGreaterThan(100)
      const statuses = new Set<number>()
      const left = await rowsLeftBehind(system(), () =>
        inParallel(refused, atOnce, async (request) => {
          const { status } = await sender.send(anew(request))
          statuses.add(status)
        }),
      )
      expect(left).toEqual({})
      expect([...statuses].filter((status) => !isRefusal(status))).toEqual([])
    },
    timeoutMs,
  )
}

/** Of so many that were refused one comes again. */
const oneOf = 60

/** By what it says alone; the others are refused for what there is (403, 404, 409) or for their number (429). */
const isRefusal = (status: number): boolean => [400, 401, 405, 413, 415].includes(status)

/** Without a collection between, a heap that is at rest may still be this much larger than one that has just started. */
const mostGrownMb = 250

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
