import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Hono } from 'hono'

/** Listens on 127.0.0.1 alone. Having this port is also what keeps two app hosts off the same ports. */
export function createControlServer(port: number) {
  let app: Pick<Hono, 'fetch'> | undefined
  const answer = getRequestListener(async (request) => app?.fetch(request) ?? new Response(null, { status: 503 }))
  const server = createServer(answer)
  return {
    url: `http://127.0.0.1:${port}`,
    /** Rejects when the port is taken. Until `serve`, every request is answered 503. */
    start: (): Promise<void> =>
      new Promise((listening, failed) => {
        server.once('error', failed)
        server.listen(port, '127.0.0.1', () => listening())
      }),
    serve: (served: Pick<Hono, 'fetch'>): void => {
      app = served
    },
    stop: (): Promise<void> =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}
