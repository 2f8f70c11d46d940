import type { AppHostResource } from '@waybill/contracts'
import { describe, expect, it } from 'vitest'
import { logLineMessage } from '../src/dashboard/log-line-message.ts'
import { changesBetween } from '../src/dashboard/resource-changes.ts'
import { resourceMessage, unreachable } from '../src/dashboard/resource-message.ts'

const order: AppHostResource = {
  ...{ name: 'order', type: 'service', state: 'Healthy', pid: 4711, restarts: 2, lastEnding: null },
  urls: { http: 'http://127.0.0.1:3001' },
  links: [{ title: 'API', url: 'http://127.0.0.1:3001/docs' }],
  waitsFor: ['postgres'],
  startedAt: '2026-01-02T03:04:05.678Z',
  commands: [
    { name: 'restart', title: 'Restart' },
    { name: 'stop', title: 'Stop' },
    { name: 'start', title: 'Start' },
    { name: 'kill', title: 'Kill it hard' },
  ],
}
const inState = (state: AppHostResource['state']) => resourceMessage({ ...order, state })
const possible = (state: AppHostResource['state']) =>
  inState(state)
    .commands.filter((command) => command.state === 0)
    .map(({ name }) => name)

describe('a resource on the dashboard', () => {
  it('when it is healthy, it is shown with its addresses, whom it waits for and since when it runs', () => {
    expect(resourceMessage(order)).toMatchObject({
      ...{ name: 'order', displayName: 'order', uid: 'order', resourceType: 'Service' },
      ...{ state: 'Running', stateStyle: 'success', startedAt: { seconds: 1_767_323_045, nanos: 678_000_000 } },
      healthReports: [{ status: 0, key: 'ready' }],
      urls: [
        {
          endpointName: 'http',
          fullUrl: 'http://127.0.0.1:3001',
          displayProperties: { sortOrder: 2, displayName: '' },
        },
        { endpointName: 'API', fullUrl: 'http://127.0.0.1:3001/docs', displayProperties: { displayName: 'API' } },
      ],
      relationships: [{ resourceName: 'postgres', type: 'WaitFor' }],
      properties: [
        { name: 'resource.state', value: { stringValue: 'Running' } },
        { name: 'resource.startTime', value: { stringValue: '2026-01-02T03:04:05.678Z' } },
        { name: 'executable.pid', value: { numberValue: 4711 } },
        { name: 'restarts', value: { numberValue: 2 } },
      ],
    })
  })

  it('when it does not answer its check, it runs and is unhealthy', () => {
    expect(inState('Unhealthy')).toMatchObject({
      state: 'Running',
      stateStyle: 'error',
      healthReports: [{ status: 1 }],
    })
  })

  it('when it is down, it can be started and not stopped; else the other way round', () => {
    expect(possible('Exited')).toEqual(['restart', 'start'])
    expect(possible('Healthy')).toEqual(['restart', 'stop', 'kill'])
  })

  it.each([
    [{ code: 3, signal: null, error: null }, 'exit code 3'],
    [{ code: null, signal: 'SIGKILL', error: null }, 'SIGKILL'],
    [{ code: null, signal: null, error: 'no such file' }, 'no such file'],
  ])('when it has ended before (%j), it says how', (lastEnding, stringValue) => {
    const { properties } = resourceMessage({ ...order, state: 'Restarting', pid: null, lastEnding })
    expect(properties.map(({ name }) => name)).not.toContain('executable.pid')
    expect(properties.at(-1)).toMatchObject({ name: 'lastEnding', value: { stringValue } })
  })

  it('when it never ran, it has no time, and it is no fault', () => {
    expect(resourceMessage({ ...order, startedAt: null })).not.toHaveProperty('startedAt')
  })

  it('when the app host is silent, its state is unknown and nothing can be done to it', () => {
    expect(unreachable(resourceMessage(order))).toMatchObject({ name: 'order', state: 'Unknown', commands: [] })
  })
})

describe('the changes between two looks', () => {
  const [one, two] = [order, { ...order, name: 'payment' }].map(resourceMessage)
  if (!one || !two) throw new Error('unreachable')

  it('when nothing has changed, there are none', () => {
    expect(changesBetween([one, two], [structuredClone(one), two])).toEqual([])
  })

  it('when one is other, one new and one gone, there is a change for each', () => {
    const other = inState('Exited')
    expect(changesBetween([one], [other, two])).toEqual([{ upsert: other }, { upsert: two }])
    expect(changesBetween([one, two], [one])).toEqual([
      { delete: { resourceName: 'payment', resourceType: 'Service' } },
    ])
  })
})

describe('a line of a log on the dashboard', () => {
  const line = { number: 7, at: '2026-01-02T03:04:05.678Z', stream: 'stdout', text: 'hello' } as const

  it('when it is sent, its time stands before it and its number beside it', () => {
    expect(logLineMessage(line)).toEqual({ text: `${line.at} hello`, isStdErr: false, lineNumber: 7 })
    expect(logLineMessage({ ...line, stream: 'stderr' }).isStdErr).toBe(true)
  })

  it('when it is from the app host, or JSON of our logger, a person can tell and read it', () => {
    expect(logLineMessage({ ...line, stream: 'apphost' }).text).toBe(`${line.at} * hello`)
    const text = '{"level":"info","time":"2026-01-02T03:04:05.678Z","msg":"listening","port":1}'
    expect(logLineMessage({ ...line, text }).text).toBe(`${line.at} 03:04:05.678 info  listening port=1`)
  })
})
