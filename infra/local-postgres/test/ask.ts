import pg from 'pg'

/** The rows that a statement gives, over a connection of its own. */
export async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    const result = await client.query({ text: statement, rowMode: 'array' })
    return result.rows ?? []
  } finally {
    await client.end()
  }
}
