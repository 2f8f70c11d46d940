import { once } from 'node:events'
import { connect } from 'node:net'
import * as contracts from '@waybill/contracts'
import { waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type System, startSystem } from './support/system.ts'

type Route = { method: string; path: string }

const owners = ['order', 'payment', 'notification', 'production', 'invoice'] as const
const someId = '019aa2b0-5b5a-7000-8000-0000000000ff'

let system: System
/** As the running services describe themselves. */
const served = new Map<string, Route[]>()

beforeAll(async () => {
  system = await startSystem({ only: owners })
  for (const name of owners) served.set(name, internalRoutesIn((await system.call(name, '/openapi.json')).body))
})
afterAll(() => system?.stop())

const isInternal = ({ path }: Route) => path.startsWith('/api/internal/')

function internalRoutesIn({ paths }: { paths: Record<string, object> }): Route[] {
  const routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method, path })),
  )
  return routes.filter(isInternal)
}

/** Those of the contracts, whoever serves them. */
const contracted: Route[] = Object.entries(contracts)
  .filter(([name]) => name.endsWith('Api'))
  .flatMap(([, api]) => Object.values(api).filter((route) => isInternal(route as Route)))
const named = ({ method, path }: Route) => `${method.toUpperCase()} ${path}`

const addressOf = ({ path }: Route) => path.replaceAll(/\{(\w+)\}/g, (_, name) => (name === 'job' ? 'invoice' : someId))

/** Headers, line by line, and a query, none of which opens anything. */
function refused(): Record<string, { headers?: string[]; query?: string }> {
  const { serviceKey: key = '', opsKey, controlKey, webhookSecret, databasePassword } = system.host.secrets
  const bearer = (value: string | undefined) => ({ headers: [`Authorization: Bearer ${value}`] })
  return {
    'no header': {},
    'an empty one': { headers: ['Authorization:'] },
    'no key': { headers: ['Authorization: Bearer'] },
    'a wrong key': bearer('wrong'),
    'a wrong key, and the scheme in small letters': { headers: ['authorization: bearer wrong'] },
    'a key cut': bearer(key.slice(0, -1)),
    'a key and a letter more': bearer(`${key}x`),
    'a key in other letters': bearer(swapCase(key)),
    'a key without a scheme': { headers: [`Authorization: ${key}`] },
    'another scheme': { headers: [`Authorization: Basic ${Buffer.from(`waybill:${key}`).toString('base64')}`] },
    'two keys in one': bearer(`${key}, Bearer ${key}`),
    'two headers': { headers: [`Authorization: Bearer ${key}`, `Authorization: Bearer ${key}`] },
    'a right one after a wrong one': { headers: ['Authorization: Bearer wrong', `Authorization: Bearer ${key}`] },
    'the key in the query': { query: `?key=${key}&access_token=${key}&authorization=Bearer%20${key}` },
    'the key in a cookie': { headers: [`Cookie: authorization=Bearer ${key}; operator=${key}`] },
    'the key in another header': { headers: [`X-Api-Key: ${key}`, `Proxy-Authorization: Bearer ${key}`] },
    "the operators' key": bearer(opsKey),
    "the app host's key": bearer(controlKey),
    "the webhook's key": bearer(webhookSecret),
    "the database's password": bearer(databasePassword),
  }
}

const swapCase = (text: string) =>
  text.replaceAll(/[a-z]/gi, (letter) => (letter < 'a' ? letter.toLowerCase() : letter.toUpperCase()))

/** As one who comes again when the machine is too busy for anyone. */
const ask = (port: number, route: Route, headers: readonly string[]) =>
  waitFor(
    async () => {
      const answer = await askOnce(port, route, headers)
      return answer.includes('"code":"overloaded"') ? undefined : answer
    },
    { what: `an answer to ${named(route)}` },
  )

/** Says that a body of a kilobyte follows and sends none, so that who waits for it does not answer. */
async function askOnce(port: number, { method, path }: Route, headers: readonly string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1').setTimeout(5_000, () => socket.destroy())
  const body = method === 'get' ? [] : ['Content-Type: application/json', 'Content-Length: 1000']
  const head = ['Host: waybill', 'X-Request-Id: one-and-the-same', ...headers, ...body, 'Connection: close', '', '']
  socket.write([`${method.toUpperCase()} ${path} HTTP/1.1`, ...head].join('\r\n'))
  let answer = ''
  socket.on('data', (data) => {
    answer += data.toString()
  })
  await once(socket, 'close')
  return answer.replace(/\r\nDate: [^\r]*/i, '')
}

describe('an internal route', () => {
  it('when a contract has it, one service serves it, and nothing else', () => {
    expect([...served.values()].flat().map(named).sort()).toEqual(contracted.map(named).sort())
    expect(contracted.length).toBeGreaterThan(25)
  })

  it.each(owners)(
    'when a caller of %s does not show the key as it should, it is 401, alike for every route',
    async (owner) => {
      const port = Number(new URL(system.urlOf(owner)).port)
      const routes = served.get(owner) ?? []
      for (const [what, { headers = [], query = '' }] of Object.entries(refused())) {
        const answers = await Promise.all(
          routes.map((route) => ask(port, { ...route, path: addressOf(route) + query }, headers)),
        )
        const [status] = new Set(answers.map((answer) => answer.split('\r\n')[0]))
        expect(status, what).toBe('HTTP/1.1 401 Unauthorized')
        expect(new Set(answers).size, `${what}: answers that differ`).toBe(1)
        expect(answers[0]).toContain('"code":"service-key-required"')
      }
    },
  )

  it.each(owners)('when a caller of %s shows the key, it is not 401', async (owner) => {
    const reading = (served.get(owner) ?? []).filter(({ method }) => method === 'get')
    for (const route of reading) expect((await system.call(owner, addressOf(route))).status, named(route)).not.toBe(401)
  })
})
