import { createServer, type RequestListener } from 'node:http'

/** An HTTP server for one test, on a free port of 127.0.0.1 unless it is to have one that was free, for a neighbour that misbehaves. `stop` cuts its connections. */
export async function startTestServer(listener: RequestListener, atPort = 0) {
  const server = createServer(listener)
  await new Promise<void>((listening) => server.listen(atPort, '127.0.0.1', listening))
  const { port } = server.address() as { port: number }
  const stop = async () => {
    server.closeAllConnections()
    await new Promise((closed) => server.close(closed))
  }
  return { url: `http://127.0.0.1:${port}`, port, stop }
}
