import { appHostApi, problem } from '@waybill/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AppHost } from '../src/app-host.ts'
import { addProgram } from './add-program.ts'
import { createFixtureHosts } from './start-fixtures.ts'

const hosts = createFixtureHosts()
let host: AppHost
beforeAll(async () => {
  host = await hosts.start((builder) => {
    const crashing = addProgram(builder, 'first').withCommand('kill', 'Kill it', ({ kill }) => kill('SIGKILL'))
    addProgram(builder, 'second').waitFor(crashing).withUrl('API', '/docs')
  })
})
afterAll(() => hosts.tidy())

async function ask(path: string, { method = 'GET', key = host.control.key } = {}): Promise<unknown> {
  const headers = { authorization: `Bearer ${key}`, 'x-request-id': 'asked.by:the-test' }
  return (await fetch(`${host.control.url}${path}`, { method, headers })).json()
}

const { listResources, readLogs, runCommand } = appHostApi
const schemas = {
  list: listResources.responses[200].content['application/json'].schema,
  logs: readLogs.responses[200].content['application/json'].schema,
  begun: runCommand.responses[202].content['application/json'].schema,
}
const linesOf = async (query: string) => schemas.logs.parse(await ask(`/resources/first/logs${query}`)).lines

describe('the control address and its contract', () => {
  it('when it answers, each answer is whole in the words of the contract', async () => {
    await host.resource('first').kill('SIGKILL') // so that there is a last ending
    for (const [path, schema, method] of [
      ['/resources', schemas.list, 'GET'],
      ['/resources/first/logs', schemas.logs, 'GET'],
      ['/resources/first/commands/restart', schemas.begun, 'POST'],
    ] as const) {
      const answer = await ask(path, { method })
      expect(schema.parse(answer)).toEqual(answer)
    }
  })

  it('when it refuses, the problem names the request as the services do', async () => {
    for (const refusal of [ask('/resources', { key: 'wrong' }), ask('/resources/third/logs'), ask('/nothing')])
      expect(problem.parse(await refusal).requestId).toBe('asked.by:the-test')
  })

  it('when only new lines are asked for, those after the number come; a tail that is no number is the usual one', async () => {
    const { url } = host.resource('second')
    for (const text of ['one', 'two', 'three']) await fetch(`${url}/say?text=${text}`)
    const ofSecond = async (query: string) => schemas.logs.parse(await ask(`/resources/second/logs${query}`)).lines
    const all = await ofSecond('?tail=many')
    expect(all.map(({ number }) => number)).toEqual([1, 2, 3, 4])
    expect((await ofSecond('?after=2')).map(({ text }) => text)).toEqual(['two', 'three'])
    expect((await ofSecond('?after=2&tail=1')).map(({ text }) => text)).toEqual(['three'])
    expect(await ofSecond('?after=4')).toEqual([])
  })

  it('when more lines are asked for than are kept, the kept ones come', async () => {
    const { url } = host.resource('first')
    await host.resource('first').waitUntilHealthy()
    await fetch(`${url}/say?text=${encodeURIComponent('line\n'.repeat(1_100).trim())}`)
    await expect.poll(async () => (await linesOf('?tail=999999999')).length).toBe(1_000)
  })
})
