import pg from 'pg'

/**
 * One piece of work on a session of its own. Rejects with whatever the work or the server says; a server that ends the session while
 * nothing is asked of it (57P01) ends no process: the next step of the work fails.
 */
export async function withClient<T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config)
  client.on('error', () => {})
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}
