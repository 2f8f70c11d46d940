import { get } from 'node:http'
import { withClient } from '@waybill/local-postgres'
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

function probePostgres(connectionString: string, limitMs: number): Promise<boolean> {
  const limits = { connectionTimeoutMillis: limitMs, query_timeout: limitMs }
  const asked = withClient({ connectionString, ...limits }, (client) => client.query('select 1'))
  return asked.then(
    () => true,
    () => false,
  )
}
