import { connect, createServer, type Socket } from 'node:net'

/**
 * Stands between a service and PostgreSQL, and remembers what the service sends: `sent` counts the messages that hold all the
 * given texts. From `cut` until `mend` the database is away: connections end and new ones, which `refused` counts, do not live.
 */
export async function startDatabaseProxy(connectionString: string) {
  const address = new URL(connectionString)
  const upstreamPort = Number(address.port)
  const sockets = new Set<Socket>()
  const messages: string[] = []
  let isCut = false
  let refused = 0

  const server = createServer((client) => {
    if (isCut) {
      refused += 1
      return client.destroy()
    }
    const upstream = connect(upstreamPort, address.hostname)
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => {}))
    client.on('data', (data) => messages.push(data.toString('latin1')))
    client.pipe(upstream).pipe(client)
    client.on('close', () => upstream.destroy())
    return upstream.on('close', () => client.destroy())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const through = new URL(connectionString)
  through.port = String((server.address() as { port: number }).port)

  function cut() {
    isCut = true
    for (const socket of sockets) socket.destroy()
    sockets.clear()
  }

  return {
    connectionString: through.href,
    sent: (...texts: string[]) => messages.filter((message) => texts.every((text) => message.includes(text))).length,
    refused: () => refused,
    cut,
    mend: () => {
      isCut = false
    },
    stop: async () => {
      cut()
      await new Promise((closed) => server.close(closed))
    },
  }
}
