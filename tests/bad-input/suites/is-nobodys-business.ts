import { randomUUIDv7 } from 'node:crypto'
import { expect, it } from 'vitest'
import { baseRequest, withHeaders } from '../support/base-request.ts'
import { type Endpoint, endpoints, titleOf } from '../support/endpoints.ts'
import { type Answer, exchange, type RawRequest } from '../support/exchange.ts'
import type { System } from '../support/start-system.ts'

const owned = endpoints.filter(({ params }) => params.includes('userId') && params.length > 1)

/** What belongs to another user is like what does not exist, to the byte. */
export function isNobodysBusiness(system: () => System): void {
  it.each(owned.map((endpoint) => ({ title: titleOf(endpoint), endpoint })))(
    'when a thing of another user is asked for, it is 404 like an unknown one at $title',
    async ({ endpoint }) => {
      const { ids, tables, urls } = system()
      const before = await tables.read()
      const sound = baseRequest(endpoint, system())
      const ask = (request: RawRequest) => exchange(urls[endpoint.service] ?? '', request)
      const ofAnother = await ask(withId(sound, ids.userId, randomUUIDv7()))
      const unknown = await ask(withId(sound, thingOf(endpoint, system()), randomUUIDv7()))
      expect([ofAnother.status, unknown.status]).toEqual([404, 404])
      expect(bytesOf(ofAnother)).toBe(bytesOf(unknown))
      expect(await tables.read()).toEqual(before)
    },
  )

  it('when a caller names another user, address or trace in its headers, that is ignored or replaced', async () => {
    const readable = endpoints.filter(({ method, operationId }) => method === 'GET' && operationId !== 'openConsole')
    const faults: string[] = []
    for (const endpoint of readable) {
      const sound = baseRequest(endpoint, system())
      const url = system().urls[endpoint.service] ?? ''
      const honest = await exchange(url, sound)
      const forged = await exchange(url, withHeaders(sound, ...forgedHeaders))
      if (forged.status !== honest.status) faults.push(`${titleOf(endpoint)}: ${forged.status}, not ${honest.status}`)
      if (!uuid.test(forged.headers['x-request-id'] ?? '')) faults.push(`${titleOf(endpoint)}: keeps an odd request id`)
      if (/canary|evil/.test(forged.text + JSON.stringify(forged.headers)))
        faults.push(`${titleOf(endpoint)}: repeats it`)
    }
    expect(faults).toEqual([])
  })
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const forgedHeaders: [string, string][] = [
  ['X-Request-Id', 'canary canary'],
  ['traceparent', 'canary-traceparent'],
  ['X-User-Id', 'canary'],
  ['X-Forwarded-For', "canary' OR 1=1--"],
  ['X-Forwarded-Host', 'evil.example'],
  ['X-Forwarded-Proto', 'canary'],
  ['X-Forwarded-Prefix', '/canary'],
  ['X-Original-URL', '/canary'],
  ['X-HTTP-Method-Override', 'DELETE'],
  ['Forwarded', 'for=canary;host=evil.example'],
]

const thingOf = ({ params }: Endpoint, { ids }: System): string =>
  ids[params.find((name) => name !== 'userId') ?? ''] ?? ''

const withId = (request: RawRequest, id: string, other: string) => ({
  ...request,
  target: request.target.replace(id, other),
})

/** All of the answer but what names the request and the time. */
function bytesOf({ status, headers, text }: Answer): string {
  const { 'x-request-id': requestId = '', date: _, ...others } = headers
  return JSON.stringify({ status, others, text: text.replaceAll(requestId, 'the request') })
}
