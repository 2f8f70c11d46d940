import { Agent, type IncomingHttpHeaders, request } from 'node:http'
import { text } from 'node:stream/consumers'

export type Asked = { method?: 'GET' | 'POST'; path: string; headers?: Record<string, string>; body?: unknown }
export type Answer = { status: number; headers: IncomingHttpHeaders; text: string }

const limitMs = 30_000

/** One request, on a connection of the agent or, without one, on its own. Rejects when no whole answer comes; tries nothing twice. */
export function ask(url: string, { method = 'GET', path, headers = {}, body }: Asked, agent?: Agent): Promise<Answer> {
  const json = body === undefined ? undefined : JSON.stringify(body)
  const type =
    json === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(json) }
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(limitMs)
    const options = { method, agent: agent ?? false, signal, headers: { ...headers, ...type } }
    const sent = request(new URL(path, url), options, (response) => {
      const { statusCode: status = 0 } = response
      text(response).then((read) => resolve({ status, headers: response.headers, text: read }), reject)
    })
    sent.once('error', reject).end(json)
  })
}

/** A connection that is used for one request after the other. */
export const keptAlive = () => new Agent({ keepAlive: true, maxSockets: 1 })

export const codeOf = (error: unknown): string => String((error as NodeJS.ErrnoException).code ?? error)

/** Refused before it was read, for the process had no time for it. */
export const isShed = ({ status, text }: Pick<Answer, 'status' | 'text'>): boolean =>
  status === 503 && text.includes('"overloaded"')
