import { topology } from '@waybill/local-queues'
import { waitFor } from '@waybill/test-kit'
import { describe, expect, it } from 'vitest'
import { lastReceive } from '../src/create-job-listener.ts'
import { paidOrders, raiseListener } from './raise-listener.ts'

type World = Awaited<ReturnType<typeof raiseListener>>

/** One paid order's message, sent; and what order and the service saw once the queue has let go of it. */
async function raiseWithMessage(
  prepare: (world: World, processId: string) => void,
  options?: Parameters<typeof raiseListener>[0],
) {
  const world = await raiseListener(options)
  const { events, bodies } = paidOrders(1, { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` })
  const processId = events[0]?.data.processId ?? ''
  prepare(world, processId)
  await world.send(bodies)
  world.createListener().start()
  return { ...world, bodies, processId, key: `${processId}:production`, event: events[0] }
}

const settled = ({ isEmpty }: World) => waitFor(isEmpty, { what: 'an empty queue', timeoutMs: 15_000 })
const statuses = ({ order }: World) => order.reports.map(({ status }) => status)

describe('message whose job is done', () => {
  it('when all goes well, order hears running and succeeded, the service is called once, the message is gone', async () => {
    const world = await raiseWithMessage(() => {})
    await settled(world)
    const report = { processId: world.processId, job: 'production', attempt: 1 }
    expect(world.order.reports).toEqual([
      { ...report, status: 'running' },
      { ...report, status: 'succeeded', reference: `PRD-${world.processId}` },
    ])
    expect(world.service.calls.map(({ key }) => key)).toEqual([world.key])
    expect(await world.deadLetters()).toEqual([])
  })

  it('when it calls, it shows its credential and goes on with the trace of the message', async () => {
    const world = await raiseWithMessage(() => {})
    await settled(world)
    const { authorization, traceparent } = world.service.calls[0]?.headers ?? {}
    expect(authorization).toBe('Bearer the-key-that-is-sent')
    expect(traceparent?.slice(3, 35)).toBe('a'.repeat(32))
  })

  it('when it is done, its line in the log names request, order, process and job', async () => {
    const world = await raiseWithMessage(() => {})
    await settled(world)
    const requestId = world.service.calls[0]?.headers['x-request-id']
    const line = world.logged.find(({ msg }) => msg === 'job done')
    const names = { processId: world.processId, orderId: world.event?.data.order.id, job: 'production', requestId }
    expect(line).toMatchObject({ ...names, attempt: 1, receiveCount: 1, reference: `PRD-${world.processId}` })
  })
})

describe('message of a service that fails', () => {
  it('when the fault passes, order hears of each one, the pauses grow, and the job succeeds', async () => {
    const world = await raiseWithMessage(
      ({ service }) => {
        service.faultOn = () => (service.calls.length <= 4 ? 500 : undefined)
      },
      { random: () => 0.5 },
    )
    await settled(world)
    const notes = world.order.reports.map(({ note }) => note)
    expect(statuses(world)).toEqual(['running', 'running', 'running', 'running', 'running', 'succeeded'])
    expect(notes.slice(1, 5)).toEqual([
      'receive 1: production answered 500 (stubbed)',
      'receive 2',
      'receive 2: production answered 500 (stubbed)',
      'receive 3',
    ])
    const givenBack = world.logged.filter(({ msg }) => msg === 'message given back')
    expect(givenBack.map(({ delaySeconds }) => delaySeconds)).toEqual([1, 2])
  })

  it('when it refuses, the job fails for good at once, and the message is in the dead-letter queue', async () => {
    const world = await raiseWithMessage(({ service }) => {
      service.faultOn = () => 422
    })
    await settled(world)
    const failed = { status: 'failed', fault: 'permanent', note: 'receive 1: production answered 422 (stubbed)' }
    expect(world.order.reports[1]).toMatchObject(failed)
    const names = { processId: world.processId, orderId: world.event?.data.order.id, job: 'production' }
    const line = { ...names, requestId: expect.any(String), messageId: expect.any(String), receiveCount: 1 }
    expect(world.logged.find(({ msg }) => msg === 'job not done')).toMatchObject(line)
    expect(world.service.calls).toHaveLength(1)
    expect(await world.deadLetters()).toEqual(world.bodies)
  })

  it('when it fails for ever, the job fails with its reason at the last receive, and so for the dead-letter queue', async () => {
    expect(lastReceive).toBe(topology.queueSettings.maxReceiveCount)
    const forever = ({ service }: World) => {
      service.faultOn = () => 500
    }
    const world = await raiseWithMessage(forever, { backoffCapMs: 200 })
    await settled(world)
    const failed = { status: 'failed', fault: 'passing', note: 'receive 5: production answered 500 (stubbed)' }
    expect(world.order.reports.at(-1)).toMatchObject(failed)
    expect(statuses(world).filter((status) => status === 'failed')).toHaveLength(1)
    expect(new Set(world.service.calls.map(({ key }) => key))).toEqual(new Set([world.key]))
    expect(await world.deadLetters()).toEqual(world.bodies)
  })

  it('when its answer is for another process, it is a fault that passes', async () => {
    const world = await raiseWithMessage(({ service }) => {
      service.faultOn = () => (service.calls.length === 1 ? 'another-process' : undefined)
    })
    await settled(world)
    expect(world.order.reports[1]?.note).toBe('receive 1: production answered 201 for another process')
    expect(statuses(world).at(-1)).toBe('succeeded')
    expect(world.service.calls.map(({ key }) => key)).toEqual([world.key, world.key])
  })
})

describe('message on which order decides', () => {
  it.each([
    ['has a newer attempt', 'gone', { status: 'queued', attempt: 2 }],
    ['has succeeded', 'gone', { status: 'succeeded', attempt: 1 }],
    ['was given up', 'in the dead-letter queue', { status: 'failed', attempt: 1 }],
  ] as const)('when the job %s, nobody is called, and the message is %s', async (_, end, state) => {
    const world = await raiseWithMessage(({ order }, processId) =>
      order.put({ processId, job: 'production', ...state }),
    )
    await settled(world)
    expect(world.service.calls).toEqual([])
    expect(await world.deadLetters()).toEqual(end === 'gone' ? [] : world.bodies)
    expect(world.order.stateOf(world.processId, 'production')).toEqual(state)
  })

  it('when order does not know the process, nobody is called, and the message is in the dead-letter queue', async () => {
    const world = await raiseWithMessage(({ order }) => {
      order.faultOn = () => 404
    })
    await settled(world)
    expect(world.service.calls).toEqual([])
    expect(await world.deadLetters()).toEqual(world.bodies)
  })

  it('when order cannot be reached at first, nobody is called before it can', async () => {
    let refused = 0
    const world = await raiseWithMessage(({ order, service }) => {
      order.faultOn = () => (service.calls.length === 0 && refused++ < 4 ? 503 : undefined)
    })
    await settled(world)
    expect(statuses(world)).toEqual(['running', 'succeeded'])
    expect(world.order.reports[0]?.note).toBe('receive 2')
    expect(world.service.calls).toHaveLength(1)
  })

  it('when the answer to succeeded is lost, the repeats carry the same key, and the job has succeeded', async () => {
    let ends = 0
    // Three tries are not taken at all, so that the message comes again; then one is taken, and only its answer is lost.
    const faultOfEnd = () => (ends < 3 ? 503 : ends === 3 ? 'lost' : undefined)
    const world = await raiseWithMessage(({ order }) => {
      order.faultOn = ({ status }) => {
        if (status !== 'succeeded') return undefined
        const fault = faultOfEnd()
        ends += 1
        return fault
      }
    })
    await settled(world)
    expect(world.service.calls.map(({ key }) => key)).toEqual([world.key, world.key])
    expect(world.order.stateOf(world.processId, 'production')).toEqual({ status: 'succeeded', attempt: 1 })
    expect(await world.deadLetters()).toEqual([])
  })
})
