import { attemptsInAll } from '@waybill/contracts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextLookSeconds, statesBeforeReport } from '../src/domain/job.ts'
import { processStatusOf } from '../src/domain/process.ts'

describe('when the sweeper looks at a job again', () => {
  it('when the job is queued or running, it is a minute later', () => {
    expect(nextLookSeconds('queued', 1, null)).toBe(60)
    expect(nextLookSeconds('running', 9, null)).toBe(60)
  })

  it('when the job failed by a passing fault, the pause doubles from 10 s to at most 40 s', () => {
    expect([1, 2, 3, 4].map((attempt) => nextLookSeconds('failed', attempt, 'passing'))).toEqual([10, 20, 40, 40])
  })

  it('when the last attempt failed, the fault is permanent, or the job succeeded, it never does', () => {
    expect(nextLookSeconds('failed', attemptsInAll, 'passing')).toBeNull()
    expect(nextLookSeconds('failed', 1, 'permanent')).toBeNull()
    expect(nextLookSeconds('succeeded', 1, null)).toBeNull()
  })
})

describe('the reports that still count', () => {
  it('when a job has succeeded or failed, no report of the same attempt moves it', () => {
    for (const to of ['running', 'succeeded', 'failed'] as const) {
      expect(statesBeforeReport(to)).toEqual(['queued', 'running'])
    }
  })
})

describe('the state of a process', () => {
  const jobs = fc.array(fc.constantFrom('queued', 'running', 'succeeded', 'failed'), { minLength: 1, maxLength: 3 })

  it('when any job has failed, it is error, whatever the others do', () => {
    fc.assert(fc.property(jobs, (others) => processStatusOf([...others, 'failed']) === 'error'))
  })

  it('when all jobs have succeeded, and only then, it is completed', () => {
    fc.assert(
      fc.property(jobs, (all) => (processStatusOf(all) === 'completed') === all.every((job) => job === 'succeeded')),
    )
  })
})
