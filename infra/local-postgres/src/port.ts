import { createServer, type Server } from 'node:net'

/** Another program listens on the port. */
export class PortTaken extends Error {
  readonly port: number

  constructor(port: number) {
    super(`Port ${port} on 127.0.0.1 is taken by another program: stop that one, or choose another port`)
    this.name = 'PortTaken'
    this.port = port
  }
}

/**
 * The port if nobody listens on it, for 0 any free one. Rejects with `PortTaken`. Nothing is reserved: another process
 * may take the port a moment later.
 */
export async function chooseFreePort(port: number): Promise<number> {
  const server = createServer()
  await listen(server, port)
  const { port: chosen } = server.address() as { port: number }
  await new Promise((closed) => server.close(closed))
  return chosen
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((listening, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      failed(error.code === 'EADDRINUSE' ? new PortTaken(port) : error),
    )
    server.listen(port, '127.0.0.1', listening)
  })
}
