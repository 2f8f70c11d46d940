import { describe, expect, it } from 'vitest'
import { startServer } from './support/start-server.ts'

const never = new Promise<void>(() => {})
const ready = async (server: { url: string }) => {
  const response = await fetch(`${server.url}/readyz`)
  return { status: response.status, body: await response.json() }
}

describe('/livez', () => {
  it('when everything else fails, it is 200', async () => {
    await using server = await startServer({ app: { readiness: { database: () => never } } })
    server.drain()
    const response = await fetch(`${server.url}/livez`)
    expect([response.status, await response.json()]).toEqual([200, { status: 'alive' }])
  })
})

describe('/readyz', () => {
  it('when all checks pass, it is 200', async () => {
    await using server = await startServer({ app: { readiness: { database: async () => 1 } } })
    expect(await ready(server)).toEqual({ status: 200, body: { status: 'ready' } })
  })

  it('when a check rejects, throws or does not answer in a second, it is 503 and names it', async () => {
    const readiness = {
      database: () => Promise.reject(new Error('SECRET')),
      migrations: () => {
        throw new Error('SECRET')
      },
      queue: () => never,
      disk: async () => {},
    }
    await using server = await startServer({ app: { readiness } })
    const { status, body } = await ready(server)
    expect(status).toBe(503)
    expect(body).toMatchObject({ code: 'not-ready' })
    expect(JSON.stringify(body)).not.toContain('SECRET')
    expect((body as { errors: { path: string }[] }).errors.map((error) => error.path)).toEqual([
      'database',
      'migrations',
      'queue',
    ])
    expect(server.lines.filter((line) => line.msg === 'not ready')).toHaveLength(3)
  })

  it('when many ask within a second, a check is made once', async () => {
    let [asked, nowMs] = [0, 0]
    const readiness = { database: async () => ++asked }
    await using server = await startServer({ app: { readiness, monotonicMs: () => nowMs } })
    await Promise.all([ready(server), ready(server), ready(server)])
    nowMs = 999
    await ready(server)
    expect(asked).toBe(1)
    nowMs = 1_000
    await ready(server)
    expect(asked).toBe(2)
  })

  it('when the process drains, it is 503 without asking the checks', async () => {
    let asked = 0
    const database = () => {
      asked += 1
      return never
    }
    await using server = await startServer({ app: { readiness: { database } } })
    server.drain()
    expect(await ready(server)).toMatchObject({ status: 503, body: { code: 'draining' } })
    expect(asked).toBe(0)
  })
})
