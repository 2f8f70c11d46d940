import { isDeepStrictEqual } from 'node:util'
import { waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AppHost } from '../src/app-host.ts'
import { addProgram } from './add-program.ts'
import { createFixtureHosts } from './start-fixtures.ts'

const hosts = createFixtureHosts()
let host: AppHost
beforeAll(async () => {
  host = await hosts.start((builder) => {
    const first = addProgram(builder, 'first').withCommand('kill', 'Kill it', ({ kill }) => kill('SIGKILL'))
    addProgram(builder, 'second').waitFor(first).withUrl('API', '/docs')
  })
})
afterAll(() => hosts.tidy())

const call = (path: string, method = 'GET', key = host.control.key) =>
  fetch(`${host.control.url}${path}`, { method, headers: { authorization: `Bearer ${key}` } })

const ask = async (path: string): Promise<Record<string, unknown>> =>
  Object((await (await call(path)).json()) as unknown)

describe('the control address', () => {
  it('when the key is missing or wrong, it answers 401', async () => {
    expect((await fetch(`${host.control.url}/resources`)).status).toBe(401)
    expect((await call('/resources', 'GET', 'wrong')).status).toBe(401)
  })

  it('when the resources are asked for, it shows state, addresses and who waits for whom, and no secret', async () => {
    const { resources } = await ask('/resources')
    expect(resources).toMatchObject([
      { name: 'first', state: 'Healthy', pid: host.resource('first').pid, waitsFor: [], restarts: 0 },
      {
        name: 'second',
        type: 'service',
        urls: { http: host.resource('second').url },
        links: [{ title: 'API', url: `${host.resource('second').url}/docs` }],
        waitsFor: ['first'],
      },
    ])
    expect(JSON.stringify(resources)).not.toContain(host.control.key)
  })

  it('when the log is asked for, it gives the last lines', async () => {
    const { lines } = await ask('/resources/first/logs?tail=1')
    const text = `listening on ${new URL(host.resource('first').url).port}`
    expect(lines).toEqual([{ number: 1, at: expect.any(String), stream: 'stdout', text }])
  })

  it('when a restart is asked for, the resource gets a new process and the other keeps its own', async () => {
    const before = [host.resource('first').pid, host.resource('second').pid]
    expect((await call('/resources/first/commands/restart', 'POST')).status).toBe(202)
    const isBack = ({ state, restarts }: Record<string, unknown>) => state === 'Healthy' && restarts === 1
    await waitFor(async () => isBack(await ask('/resources/first')), { what: 'the restarted resource' })
    const after = await ask('/resources/first')
    expect(after.pid).not.toBe(before[0])
    expect(after.lastEnding).toEqual({ code: 0, signal: null, error: null })
    expect(host.resource('second').pid).toBe(before[1])
  })

  it('when a command of its own is asked for, it is run', async () => {
    expect((await ask('/resources/first')).commands).toContainEqual({ name: 'kill', title: 'Kill it' })
    await call('/resources/first/commands/kill', 'POST')
    const ending = { code: null, signal: 'SIGKILL', error: null }
    const isKilled = async () => isDeepStrictEqual((await ask('/resources/first')).lastEnding, ending)
    await waitFor(isKilled, { what: 'the kill' })
  })

  it('when resource, command or path is not known, it answers 404 as a problem', async () => {
    for (const [path, method] of [
      ['/resources/third', 'GET'],
      ['/resources/third/logs', 'GET'],
      ['/resources/first/commands/fly', 'POST'],
      ['/', 'GET'],
    ] as const) {
      const response = await call(path, method)
      expect([path, response.status, response.headers.get('content-type')]).toEqual([
        path,
        404,
        'application/problem+json',
      ])
    }
  })
})
