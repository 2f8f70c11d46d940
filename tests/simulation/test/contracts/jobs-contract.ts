import { describe, expect, it } from 'vitest'
import { eventOf, newId, paid, publishAll } from './given.ts'
import type { Stores } from './stores.ts'

type Paid = Awaited<ReturnType<typeof paid>>

const silence = { fault: null, note: null, reference: null, nextLookSeconds: 60 }

export const jobsContract = (of: () => Stores) =>
  describe('jobs', () => {
    const versionOf = async ({ userId, orderId }: Paid) => (await of().order.orders.find(userId, orderId))?.version
    const reportOf = ({ processId }: Paid, changes = {}) => ({
      ...{ processId, job: 'invoice' as const, attempt: 1, status: 'running' as const, ...silence, ...changes },
    })
    const report = (process: Paid, changes = {}) => of().order.jobs.report(reportOf(process, changes))
    const claim = () => of().order.outbox.claimDue({ workerId: 'a', fromSeq: 0, limit: 10 })
    const action = () => ({ id: newId(), operator: 'o', action: 'retry-job', reason: 'r', subject: null })

    async function request(process: Paid, changes = {}) {
      const from = await of().order.jobs.find(process.processId, 'invoice')
      if (!from) throw new Error('no job')
      const event = eventOf('invoice-requested')
      const wanted = { from, attempt: from.attempt, note: null, deadlineSeconds: 60, event, action: undefined }
      return of().order.jobs.request({ ...wanted, ...changes })
    }

    it('when a job runs and then succeeds, it moves forward, and what was said stays', async () => {
      const process = await paid(of().order)
      expect(await report(process, { note: 'begun' })).toMatchObject({ status: 'running', note: 'begun' })
      expect(await report(process, { status: 'succeeded', reference: 'i-1' })).toMatchObject({
        status: 'succeeded',
        note: 'begun',
      })
      expect(await versionOf(process)).toBe(5)
    })

    it('when a job has ended, no report of its attempt moves it', async () => {
      const process = await paid(of().order)
      await report(process, { status: 'succeeded', reference: 'i-1' })
      for (const status of ['running', 'succeeded', 'failed']) expect(await report(process, { status })).toBeUndefined()
      expect(await of().order.jobs.find(process.processId, 'invoice')).toMatchObject({ status: 'succeeded' })
    })

    it('when a report is of another attempt, or of a process that is not there, it changes nothing', async () => {
      const process = await paid(of().order)
      expect(await report(process, { attempt: 2 })).toBeUndefined()
      expect(await report({ ...process, processId: newId() })).toBeUndefined()
      expect(await versionOf(process)).toBe(3)
    })

    it('when the same report comes twice, the version of the order rises once', async () => {
      const process = await paid(of().order)
      await report(process)
      await report(process)
      expect(await versionOf(process)).toBe(4)
      await report(process, { note: 'receive 2' })
      expect(await versionOf(process)).toBe(5)
    })

    it('when the deadline of a job has passed, it is overdue, unless its order has something to publish', async () => {
      const process = await paid(of().order)
      await of().elapse(61)
      expect(await of().order.jobs.findOverdue('invoice', 10)).toEqual([])
      await publishAll(of().order)
      const [overdue] = await of().order.jobs.findOverdue('invoice', 10)
      expect(overdue).toMatchObject({ processId: process.processId, job: 'invoice', outcome: 'succeeded' })
      expect(overdue?.order).toEqual(await of().order.facts.announcedOrder(process.userId, process.orderId))
    })

    it('when a report asks for another look, or for none, that moves the deadline', async () => {
      const process = await paid(of().order)
      await of().elapse(1)
      await publishAll(of().order)
      await report(process, { status: 'failed', fault: 'passing', nextLookSeconds: 10 })
      await report(process, { job: 'production', status: 'succeeded', nextLookSeconds: null })
      await of().elapse(11)
      expect(await of().order.jobs.findOverdue('invoice', 10)).toHaveLength(1)
      await of().elapse(100)
      expect(await of().order.jobs.findOverdue('production', 10)).toEqual([])
    })

    it('when a job is asked for before its deadline, nothing happens; after it, it is announced under its attempt', async () => {
      const process = await paid(of().order)
      await of().elapse(1)
      await publishAll(of().order)
      expect(await request(process)).toBeUndefined()
      await of().elapse(61)
      expect(await request(process)).toMatchObject({ status: 'queued', attempt: 1 })
      expect(await versionOf(process)).toBe(4)
      expect(await request(process)).toBeUndefined()
      await of().elapse(1)
      expect(await claim()).toMatchObject([{ eventType: 'invoice-requested' }])
    })

    it('when an operator retries a failed job, it is queued under the next attempt, once', async () => {
      const process = await paid(of().order)
      await report(process, { status: 'failed', fault: 'permanent', note: 'no', nextLookSeconds: null })
      const from = await of().order.jobs.find(process.processId, 'invoice')
      const retried = {
        processId: process.processId,
        job: 'invoice',
        status: 'queued',
        attempt: 2,
        fault: null,
        note: 'no',
      }
      expect(await request(process, { from, attempt: 2, action: action() })).toEqual(retried)
      expect(await request(process, { from, attempt: 2, action: action() })).toBeUndefined()
      expect(await report(process, { status: 'succeeded', reference: 'late' })).toBeUndefined()
      expect(await report(process, { attempt: 2, status: 'succeeded', reference: 'i-2' })).toMatchObject({ attempt: 2 })
    })
  })
