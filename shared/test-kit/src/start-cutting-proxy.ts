import { connect, createServer, type Socket } from 'node:net'

/**
 * Stands between a client and PostgreSQL. From `cutAfter(word)` on, the next message to the server that holds the word is
 * passed on, and both sides are cut as soon as the server answers, so that the client never learns what became of it.
 */
export async function startCuttingProxy(connectionString: string) {
  const { hostname, port } = new URL(connectionString)
  const sockets = new Set<Socket>()
  let word: string | undefined

  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    let isCut = false
    for (const socket of [client, upstream]) sockets.add(socket.on('error', () => {}))
    client.on('data', (data) => {
      if (word !== undefined && data.includes(word)) isCut = true
      upstream.write(data)
    })
    upstream.on('data', (data) => {
      if (!isCut) return client.write(data)
      client.destroy()
      return upstream.destroy()
    })
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = new URL(connectionString)
  address.port = String((server.address() as { port: number }).port)

  return {
    connectionString: address.href,
    cutAfter: (part: string | undefined) => {
      word = part
    },
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}
