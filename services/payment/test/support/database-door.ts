import { connect, createServer, type Socket } from 'node:net'

/** A way to a database that can be shut: what is connected breaks, and nobody comes in until it is opened again. */
export async function startDatabaseDoor(connectionString: string) {
  const target = new URL(connectionString)
  const open = new Set<Socket>()
  let isShut = false
  const server = createServer((socket) => {
    if (isShut) return void socket.destroy()
    const onward = connect(Number(target.port), target.hostname)
    for (const [from, to] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      open.add(from)
      from.pipe(to)
      from.on('error', () => to.destroy())
      from.on('close', () => {
        open.delete(from)
        to.destroy()
      })
    }
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const through = new URL(connectionString)
  through.port = String((server.address() as { port: number }).port)
  return {
    connectionString: through.href,
    shut() {
      isShut = true
      for (const socket of open) socket.destroy()
    },
    reopen() {
      isShut = false
    },
    async stop() {
      for (const socket of open) socket.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}
