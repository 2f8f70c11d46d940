import { once } from 'node:events'
import { connect } from 'node:net'
import { waitFor } from '@waybill/test-kit'
import { expect, it } from 'vitest'
import { type Endpoint, endpoints, titleOf } from '../support/endpoints.ts'
import type { System } from '../support/start-system.ts'

const isInternal = ({ path }: Endpoint) => path.startsWith('/api/internal/')
const internal = Object.entries(Object.groupBy(endpoints.filter(isInternal), ({ service }) => service))
const someId = '019aa2b0-5b5a-7000-8000-0000000000ff'

/** Who does not show the service credential as it should learns the same from every internal route: nothing. */
export function isShut(system: () => System): void {
  it('when secrets are tried as its key, there are secrets, and there are many such routes', () => {
    const { serviceKey, opsKey, controlKey, webhookSecret, databasePassword } = system().host.secrets
    const secrets = [serviceKey, opsKey, controlKey, webhookSecret, databasePassword]
    expect(secrets.filter((secret) => !secret)).toEqual([])
    expect(endpoints.filter(isInternal).length).toBeGreaterThan(25)
  })

  it.each(internal)(
    'when a caller of %s does not show the key as it should, it is 401, alike for every route',
    async (service, routes = []) => {
      const port = Number(new URL(system().urls[service] ?? '').port)
      for (const [what, { headers = [], query = '' }] of Object.entries(refused(system()))) {
        const answers = await Promise.all(routes.map((route) => ask(port, route, headers, query)))
        const [status] = new Set(answers.map((answer) => answer.split('\r\n')[0]))
        expect(status, what).toBe('HTTP/1.1 401 Unauthorized')
        expect(new Set(answers).size, `${what}: answers that differ`).toBe(1)
        expect(answers[0]).toContain('"code":"service-key-required"')
      }
    },
  )
}

const addressOf = ({ path }: Endpoint) =>
  path.replaceAll(/\{(\w+)\}/g, (_, name) => (name === 'job' ? 'invoice' : someId))

/** Headers, line by line, and a query, none of which opens anything. */
function refused({ host }: System): Record<string, { headers?: string[]; query?: string }> {
  const { serviceKey: key = '', opsKey, controlKey, webhookSecret, databasePassword } = host.secrets
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
const ask = (port: number, route: Endpoint, headers: readonly string[], query: string) =>
  waitFor(
    async () => {
      const answer = await askOnce(port, route.method, addressOf(route) + query, headers)
      return answer.includes('"code":"overloaded"') ? undefined : answer
    },
    { what: `an answer to ${titleOf(route)}` },
  )

/** Says that a body of a kilobyte follows and sends none, so that who waits for it does not answer. */
async function askOnce(port: number, method: string, address: string, headers: readonly string[]): Promise<string> {
  const socket = connect(port, '127.0.0.1').setTimeout(5_000, () => socket.destroy())
  const body = method === 'GET' ? [] : ['Content-Type: application/json', 'Content-Length: 1000']
  const head = ['Host: waybill', 'X-Request-Id: one-and-the-same', ...headers, ...body, 'Connection: close', '', '']
  socket.write([`${method} ${address} HTTP/1.1`, ...head].join('\r\n'))
  let answer = ''
  socket.on('data', (data) => {
    answer += data.toString()
  })
  await once(socket, 'close')
  return answer.replace(/\r\nDate: [^\r]*/i, '')
}
