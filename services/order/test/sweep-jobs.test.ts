import type { JobType } from '@waybill/contracts'
import { describe, expect, it } from 'vitest'
import type { JobToAnnounce } from '../src/repositories/jobs.ts'
import { createSweepJobs } from '../src/use-cases/sweep-jobs.ts'

const overdue = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    processId: `p${i}`,
    job: 'invoice',
    status: 'queued',
    attempt: 1,
    order: {},
  }))

function sweeper(visible: number | Error) {
  const asked: number[] = []
  const requested: string[] = []
  const sweepJobs = createSweepJobs({
    jobs: {
      findOverdue: async (_job: JobType, limit: number) => {
        asked.push(limit)
        return overdue(5_000).slice(0, limit) as unknown as JobToAnnounce[]
      },
      request: async ({ from }) => {
        requested.push(from.processId)
        return from
      },
    },
    visibleIn: async () => {
      if (visible instanceof Error) throw visible
      return visible
    },
    newId: () => 'id',
    now: () => new Date(0),
    traceparent: () => undefined,
    announced: () => {},
  })
  return { sweepJobs, asked, requested }
}

describe('how much a pass of the sweeper announces', () => {
  it.each([
    [0, 1_000],
    [400, 600],
    [999, 1],
    [1_000, 0],
    [50_000, 0],
  ])('when %i messages wait in the queue, it announces at most %i', async (visible, announced) => {
    const { sweepJobs, requested } = sweeper(visible)
    expect(await sweepJobs('invoice')).toBe(announced)
    expect(requested).toHaveLength(announced)
  })

  it('when the depth of the queue cannot be read, it announces nothing', async () => {
    const { sweepJobs, asked, requested } = sweeper(new Error('no answer'))
    await expect(sweepJobs('invoice')).rejects.toThrow('no answer')
    expect([...asked, ...requested]).toEqual([])
  })
})
