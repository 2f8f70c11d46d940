import { randomBytes } from 'node:crypto'
import { inject } from 'vitest'
import './provided-context.ts'
import { watchConnections } from './watch-connections.ts'

export type NeighbourCall = {
  method: string
  url: string
  /** Its idempotency key. */
  key: string | undefined
  body: Record<string, unknown>
  /** When WireMock got it. */
  atMs: number
}

/** Which of its requests; all without it. `path` is a regular expression, the query included; `body` a part of it. */
type Asked = { method?: 'GET' | 'POST'; path?: string; body?: string }

type Misbehaving = {
  /** So many requests, and then as it should; without it, until that is ended. */
  times?: number
  when?: Asked
  /** Of answers with this name the one of this operation. */
  at?: string
}

export type Neighbour = Awaited<ReturnType<typeof openNeighbour>>

/**
 * A neighbour of one test, played by the run's WireMock under a path of its own, by the mappings of mocks/wiremock: as it should
 * until told otherwise. What it was asked is in WireMock's own journal.
 */
export async function openNeighbour() {
  const wiremockUrl = await wiremockAddress()
  const { default: wiremock } = await import('wiremock-captain')
  const captain = new wiremock.WireMock(wiremockUrl)
  const exactly = wiremock.MatchingAttributes.EqualToJson
  const suite = `suite-${randomBytes(8).toString('hex')}`
  const path = `/${suite}`
  const connections = watchConnections(path)
  let told = 0

  const patternOf = ({ method, path: asked = '/.*', body }: Asked = {}) => ({
    ...{ method: method ?? 'ANY', urlPattern: path + asked },
    ...(body !== undefined && { bodyPatterns: [{ contains: body }] }),
  })

  async function mappingOf(misbehaviour: string, at: string | undefined): Promise<Mapping> {
    const [found] = (await captain.findMappingByMetadata({ misbehaviour, ...(at && { at }) }, exactly)) as Mapping[]
    if (!found) throw new Error(`WireMock has no ${misbehaviour} ${at ?? ''}: is its --root-dir mocks/wiremock?`)
    return found
  }

  // captain.register would take the mapping apart; this one goes back as it was loaded, for our path alone.
  async function register({ response }: Mapping, request: object, state: object): Promise<string> {
    const prefix = response.proxyUrlPrefixToRemove && { proxyUrlPrefixToRemove: path }
    const mapping = { priority: 1, metadata: { suite }, request, response: { ...response, ...prefix }, ...state }
    const { id } = (await post(`${wiremockUrl}/__admin/mappings`, mapping)) as { id: string }
    return id
  }

  return {
    url: wiremockUrl + path,
    /** From now on it does what the mapping of this name says; the last that it was told comes first. Returns what ends that. */
    async misbehave(misbehaviour: string, { times, when, at }: Misbehaving = {}): Promise<() => Promise<unknown>> {
      const mapping = await mappingOf(misbehaviour, at)
      const request = patternOf(when)
      const ids: string[] = []
      told += 1
      for (const state of statesOf(`${suite}-${told}`, times)) ids.push(await register(mapping, request, state))
      return () => Promise.all(ids.map((id) => captain.deleteMapping(id)))
    },
    /** What it was asked, oldest first. */
    calls: (when?: Asked) => requestsTo(wiremockUrl, patternOf(when)),
    /** The calls so far are not counted any more. */
    forget: () => post(`${wiremockUrl}/__admin/requests/remove`, patternOf()),
    /** What arrived where its redirects lead: nothing may. */
    redirected: () => requestsTo(wiremockUrl, { method: 'ANY', urlPattern: `/private${path}/.*` }),
    readBeforeCut: connections.readBeforeCut,
    async close(): Promise<void> {
      connections.stop()
      await captain.removeMappingByMetadata({ suite }, exactly)
    },
  }
}

// One answer is one step of a WireMock scenario; after the last step there is no answer left.
function statesOf(scenarioName: string, times: number | undefined): object[] {
  if (times === undefined) return [{}]
  return Array.from({ length: times }, (_, n) => ({
    ...{ scenarioName, newScenarioState: `after ${n + 1}` },
    requiredScenarioState: n === 0 ? 'Started' : `after ${n}`,
  }))
}

type Mapping = { response: { proxyUrlPrefixToRemove?: string } }
type Logged = { method: string; url: string; headers: Record<string, string>; body: string; loggedDate: number }

/** The address of the run's WireMock, which begins to run when the first asks. */
export async function wiremockAddress(): Promise<string> {
  const answer = await fetch(inject('wiremockUrl') ?? '')
  const text = await answer.text()
  if (!answer.ok) throw new Error(text)
  return text.replace(/\/$/, '')
}

// Captain reads the journal of all suites at once, with every answer in it.
async function requestsTo(wiremockUrl: string, pattern: object): Promise<NeighbourCall[]> {
  const { requests } = (await post(`${wiremockUrl}/__admin/requests/find`, pattern)) as { requests: Logged[] }
  return requests.toSorted((one, other) => one.loggedDate - other.loggedDate).map(callFrom)
}

function callFrom({ method, url, headers, body, loggedDate }: Logged): NeighbourCall {
  const key = Object.entries(headers).find(([name]) => name.toLowerCase() === 'idempotency-key')?.[1]
  return { method, url, key, body: JSON.parse(body || '{}'), atMs: loggedDate }
}

async function post(url: string, body: object): Promise<unknown> {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`WireMock answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}
