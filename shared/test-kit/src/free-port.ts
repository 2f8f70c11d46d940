import { createServer } from 'node:net'

/** A port on 127.0.0.1 that nobody listens on now. Prefer port 0 where the server can tell which one it got. */
export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.address() as { port: number }
  await new Promise((closed) => server.close(closed))
  return port
}
