import type { JobStatus } from '@waybill/contracts'
import { NeighbourFault } from '@waybill/errors'
import { RejectMessage } from '@waybill/queue-consumer'
import { captureLog } from '@waybill/test-kit'
import { describe, expect, it } from 'vitest'
import { createHandleJob, createRejectJob } from '../src/handle-job.ts'
import { type Progress, ReportRefused } from '../src/order-reports.ts'
import { productionJob } from './jobs.ts'

const job = productionJob()
const done = { reference: 'PRD-1' }
const busy = faultOfService('passing', 503)
const refused = faultOfService('permanent', 422)
const orderIsDown = new NeighbourFault({
  ...{ neighbour: 'order', kind: 'connection', fault: 'passing', message: 'order cannot be reached: ECONNREFUSED' },
})

function faultOfService(fault: 'passing' | 'permanent', status: number) {
  const message = `production answered ${status}`
  return new NeighbourFault({ neighbour: 'production', kind: 'status', fault, status, message })
}

type World = {
  /** What order says of the job after the first report. */
  state?: { status: JobStatus; attempt: number }
  /** Thrown by the report of this status. */
  orderFails?: { on: Progress['status']; with: Error }
  service?: () => unknown
  receiveCount?: number
  attempt?: number
  isServiceDown?: boolean
  signal?: AbortSignal
}

/** Handles the job once; returns what was told, who was called, and how it ended: `deleted` or what was thrown. */
async function handled({
  state = { status: 'running', attempt: 1 },
  orderFails,
  service = () => done,
  ...given
}: World) {
  const told: Progress[] = []
  const calls: string[] = []
  const reports = {
    async report(key: typeof job, progress: Progress) {
      if (orderFails?.on === progress.status) throw orderFails.with
      told.push(progress)
      return { processId: key.processId, job: key.job, applied: true, ...state }
    },
  }
  const doJob = async ({ idempotencyKey }: typeof job) => {
    calls.push(idempotencyKey)
    const result = service()
    if (result instanceof Error) throw result
    return result as typeof done
  }
  const { receiveCount = 1, attempt = 1, isServiceDown = false, signal = new AbortController().signal } = given
  const { logger } = captureLog()
  const handle = createHandleJob({ reports, doJob, lastReceive: 5, isServiceDown: () => isServiceDown, logger })
  const end = await handle({ ...job, attempt }, { receiveCount, signal }).then(
    () => 'deleted',
    (error: unknown) => error,
  )
  return { told, calls, end }
}

describe('job that is done', () => {
  it('when the service did it, order hears running and succeeded, and the message is deleted', async () => {
    const { told, calls, end } = await handled({})
    expect(told).toEqual([{ status: 'running' }, { status: 'succeeded', reference: 'PRD-1' }])
    expect(calls).toEqual([`${job.processId}:production`])
    expect(end).toBe('deleted')
  })

  it('when the service reports its end itself, order hears running alone, and the message is deleted', async () => {
    const { told, end } = await handled({ service: () => ({ reference: undefined }) })
    expect(told).toEqual([{ status: 'running' }])
    expect(end).toBe('deleted')
  })

  it('when it was received before, order hears how often', async () => {
    const { told } = await handled({ receiveCount: 3 })
    expect(told[0]).toEqual({ status: 'running', note: 'receive 3' })
  })

  it('when the end cannot be told, the message is given back, and no failure is told', async () => {
    const { told, end } = await handled({ orderFails: { on: 'succeeded', with: orderIsDown }, receiveCount: 5 })
    expect(end).toBe(orderIsDown)
    expect(told).toEqual([{ status: 'running', note: 'receive 5' }])
  })
})

describe('job that is not to be done', () => {
  it('when order cannot be reached, nobody is called, and the message is given back', async () => {
    const { calls, end } = await handled({ orderFails: { on: 'running', with: orderIsDown } })
    expect(calls).toEqual([])
    expect(end).toBe(orderIsDown)
  })

  it.each([
    ['has a newer attempt', { status: 'queued', attempt: 2 }],
    ['failed under a newer attempt', { status: 'failed', attempt: 2 }],
    ['has succeeded', { status: 'succeeded', attempt: 1 }],
  ] as const)('when it %s, nobody is called, and the message is deleted', async (_, state) => {
    expect(await handled({ state })).toMatchObject({ calls: [], end: 'deleted', told: [{ status: 'running' }] })
  })

  it('when it was given up, nobody is called, and the message is left to the dead-letter queue', async () => {
    const { calls, end } = await handled({ state: { status: 'failed', attempt: 1 } })
    expect(calls).toEqual([])
    expect(end).toBeInstanceOf(RejectMessage)
  })

  it('when order knows no such job, nobody is called, and the message is left to the dead-letter queue', async () => {
    const { calls, end } = await handled({
      orderFails: { on: 'running', with: new ReportRefused('order answered 404') },
    })
    expect(calls).toEqual([])
    expect(end).toBeInstanceOf(RejectMessage)
  })
})

describe('job that fails', () => {
  it('when the fault may pass, order hears it in a note, and the message is given back', async () => {
    const { told, end } = await handled({ service: () => busy, receiveCount: 2 })
    expect(told.at(-1)).toEqual({ status: 'running', note: 'receive 2: production answered 503' })
    expect(end).toBe(busy)
  })

  it('when its service is away, the last receive ends any attempt but the last one, which waits for the sweeper', async () => {
    const outage = { service: () => busy, receiveCount: 5, isServiceDown: true }
    const last = await handled({ ...outage, attempt: 5, state: { status: 'running', attempt: 5 } })
    expect(last.told.at(-1)).toEqual({ status: 'running', note: 'receive 5: production answered 503' })
    expect(last.end).toBeInstanceOf(RejectMessage)
    const earlier = await handled({ ...outage, attempt: 4, state: { status: 'running', attempt: 4 } })
    expect(earlier.told.at(-1)).toMatchObject({ status: 'failed', fault: 'passing' })
    const refusal = await handled({ ...outage, attempt: 5, service: () => refused })
    expect(refusal.told.at(-1)).toMatchObject({ status: 'failed', fault: 'permanent' })
  })

  it('when nobody knows what it was, it may pass, and order hears its name alone', async () => {
    const unknown = new TypeError('asa@example.test is not a function')
    const { told, end } = await handled({ service: () => unknown })
    expect(told.at(-1)).toEqual({ status: 'running', note: 'receive 1: TypeError' })
    expect(end).toBe(unknown)
  })

  it('when it will never pass, order hears failed, and the message is left to the dead-letter queue', async () => {
    const { told, end } = await handled({ service: () => refused })
    expect(told.at(-1)).toEqual({ status: 'failed', fault: 'permanent', note: 'receive 1: production answered 422' })
    expect(end).toBeInstanceOf(RejectMessage)
  })

  it('when it may pass, but this was the last receive, order hears failed with that fault', async () => {
    const { told, end } = await handled({ service: () => busy, receiveCount: 5 })
    expect(told.at(-1)).toEqual({ status: 'failed', fault: 'passing', note: 'receive 5: production answered 503' })
    expect(end).toBeInstanceOf(RejectMessage)
  })

  it('when the failure cannot be told, the message is given back to tell it later', async () => {
    const { end } = await handled({ service: () => refused, orderFails: { on: 'failed', with: orderIsDown } })
    expect(end).toBeInstanceOf(AggregateError)
    expect(end).toMatchObject({ errors: [refused, orderIsDown] })
  })

  it('when the time for it is up, nothing more is told', async () => {
    const stop = new AbortController()
    const late = new DOMException('late', 'TimeoutError')
    const service = () => {
      stop.abort(late)
      return late
    }
    const { told, end } = await handled({ service, signal: stop.signal, receiveCount: 5 })
    expect(told).toHaveLength(1)
    expect(end).toBe(late)
  })
})

describe('message that cannot be read', () => {
  const { signal } = new AbortController()

  it('when it says which job waits for it, that job fails for good', async () => {
    const told: unknown[] = []
    const report = async (_: unknown, progress: Progress) => void told.push(progress) as never
    const rejected = createRejectJob({ reports: { report } })({ unreadable: 'odd', job }, { receiveCount: 1, signal })
    await expect(rejected).rejects.toThrow(new RejectMessage('odd'))
    expect(told).toEqual([{ status: 'failed', fault: 'permanent', note: 'odd' }])
  })

  it('when it does not, nobody is told', async () => {
    const report = () => Promise.reject(new Error('nobody is to be told'))
    const reject = createRejectJob({ reports: { report } })
    const rejected = reject({ unreadable: 'odd', job: undefined }, { receiveCount: 1, signal })
    await expect(rejected).rejects.toThrow(new RejectMessage('odd'))
  })
})
