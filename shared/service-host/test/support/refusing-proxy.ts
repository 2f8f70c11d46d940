import { type AddressInfo, connect, createServer } from 'node:net'

/** Stands before PostgreSQL and cuts every connection, as one does that is still starting, until `letThrough`. */
export async function startRefusingProxy(connectionString: string) {
  const address = new URL(connectionString)
  const target = { port: Number(address.port), host: address.hostname }
  let isOpen = false
  const server = createServer((client) => {
    client.on('error', () => {})
    if (!isOpen) return void client.destroy()
    const upstream = connect(target).on('error', () => client.destroy())
    client.pipe(upstream).pipe(client)
    client.on('close', () => upstream.destroy())
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  address.port = String((server.address() as AddressInfo).port)
  return {
    connectionString: address.href,
    letThrough: () => {
      isOpen = true
    },
    /** Ends when the last connection does. */
    stop: () => new Promise((closed) => server.close(closed)),
  }
}
