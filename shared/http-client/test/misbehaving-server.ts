import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

export type SeenRequest = Pick<IncomingMessage, 'method' | 'url' | 'headers'> & { body: string }

/** A real server that does to request n what the n-th listener says; the last one does for all later requests. */
export async function startServer(...listeners: RequestListener[]) {
  const seen: SeenRequest[] = []
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request
    seen.push({ method, url, headers, body: await text(request) })
    listeners[Math.min(seen.length, listeners.length) - 1]?.(request, response)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const stop = async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  return { baseUrl: `http://127.0.0.1:${port}`, seen, stop, [Symbol.asyncDispose]: stop }
}

export const answers =
  (status: number, body: unknown, headers: Record<string, string> = {}): RequestListener =>
  (_, response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body))

export const accepts = answers(202, { reference: 'r1' })
export const problem = (status: number, code: string, headers: Record<string, string> = {}) =>
  answers(status, { title: 'No', status, code }, { 'content-type': 'application/problem+json', ...headers })
export const hangs: RequestListener = () => {}
export const resets: RequestListener = (request) => request.socket.resetAndDestroy()
