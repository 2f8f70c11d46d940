import { get } from 'node:http'
import pg from 'pg'
import type { HealthProbe } from '../model/process-plan.ts'

/** Whether the resource says it is healthy, within `limitMs`. Never rejects. */
export function probe(health: HealthProbe, limitMs: number): Promise<boolean> {
  return health.kind === 'http' ? probeHttp(health.url, limitMs) : probePostgres(health.connectionString, limitMs)
}

/** On a connection of its own: one kept alive would hold up the server's graceful stop. */
function probeHttp(url: string, limitMs: number): Promise<boolean> {
  return new Promise((answer) => {
    const request = get(url, { agent: false, signal: AbortSignal.timeout(limitMs) }, (response) => {
      response.resume()
      response.once('error', () => answer(false))
      answer(response.statusCode === 200)
    })
    request.once('error', () => answer(false))
  })
}

async function probePostgres(connectionString: string, limitMs: number): Promise<boolean> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: limitMs, query_timeout: limitMs })
  client.on('error', () => {}) // the server may end between two steps; the step itself fails too
  try {
    await client.connect()
    await client.query('select 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}
