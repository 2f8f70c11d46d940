import type { JobState } from '@waybill/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sequentialIds, startOrderStub } from '../src/index.ts'

const newId = sequentialIds()

describe('stub of order', () => {
  let order: Awaited<ReturnType<typeof startOrderStub>>
  beforeAll(async () => {
    order = await startOrderStub()
  })
  afterAll(() => order.stop())

  async function report(processId: string, body: object): Promise<{ status: number; state: JobState }> {
    const url = `${order.url}/api/internal/v1/orderprocesses/${processId}/status`
    const answer = await fetch(url, { method: 'POST', body: JSON.stringify({ job: 'invoice', ...body }) })
    return { status: answer.status, state: (await answer.json()) as JobState }
  }

  it('when reports come forward, they move the job; older ones and repeats change nothing', async () => {
    const processId = newId()
    const moves = [
      [{ status: 'running', attempt: 1 }, 'running', true],
      [{ status: 'succeeded', attempt: 1 }, 'succeeded', true],
      [{ status: 'succeeded', attempt: 1 }, 'succeeded', false],
      [{ status: 'failed', fault: 'passing', attempt: 1 }, 'succeeded', false],
    ] as const
    for (const [body, status, applied] of moves) {
      expect((await report(processId, body)).state).toEqual({ processId, job: 'invoice', attempt: 1, status, applied })
    }
  })

  it('when a report is of an attempt that was never issued, or none at all, it refuses', async () => {
    expect((await report(newId(), { status: 'running', attempt: 2 })).status).toBe(409)
    expect((await report(newId(), { status: 'eaten', attempt: 1 })).status).toBe(400)
  })

  it('when it is told to fail, it takes nothing; when answers are to be lost, it takes the report', async () => {
    const processId = newId()
    order.faultOn = () => 503
    expect((await report(processId, { status: 'running', attempt: 1 })).status).toBe(503)
    expect(order.stateOf(processId, 'invoice')).toBeUndefined()
    order.faultOn = () => 'lost'
    await expect(report(processId, { status: 'running', attempt: 1 })).rejects.toThrow('fetch failed')
    expect(order.stateOf(processId, 'invoice')).toEqual({ status: 'running', attempt: 1 })
  })
})
