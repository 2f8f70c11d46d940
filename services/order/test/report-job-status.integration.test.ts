import { randomUUIDv7 } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OrderFixture, startOrderFixture } from './support/order-fixture.ts'
import { createPaidOrder, type PaidOrder, readProcess, report } from './support/paid-order.ts'

let order: OrderFixture
let paid: PaidOrder

beforeAll(async () => {
  order = await startOrderFixture()
  paid = await createPaidOrder(order)
})
afterAll(() => order.stop())

const readOrder = async ({ userId, orderId }: PaidOrder, door: string) =>
  (await order.call('GET', `/api/${door}v1/users/${userId}/orders/${orderId}`)).body

describe('a listener reporting its job', () => {
  it('when all three succeed at once, the process is completed, whichever is last', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { processId } = await createPaidOrder(order)
      const jobs = ['production', 'invoice', 'notification']
      await Promise.all(jobs.map((job) => report(order, processId, { job, status: 'running', attempt: 1 })))
      const ends = jobs.map((job) =>
        report(order, processId, { job, status: 'succeeded', attempt: 1, reference: `REF-${job}` }),
      )
      for (const { status, body } of await Promise.all(ends)) {
        expect(status).toBe(200)
        expect(body).toMatchObject({ status: 'succeeded', applied: true })
      }
      const process = await readProcess(order, processId)
      expect(process.status).toBe('completed')
      expect(process.reports).toHaveLength(9)
    }
  })

  it('when an operator reads the order meanwhile, its processes and its timeline are of one moment', async () => {
    const other = await createPaidOrder(order)
    let reporting = true
    const reports = (async () => {
      for (let round = 1; round <= 60; round += 1) {
        await report(order, other.processId, { job: 'invoice', status: 'running', attempt: 1, note: `try ${round}` })
      }
      reporting = false
    })()
    const differences: number[] = []
    while (reporting) {
      const { processes, timeline } = await readOrder(other, 'internal/')
      const entries = timeline.filter(({ kind }: { kind: string }) => kind === 'job')
      differences.push(processes[0].reports.length - entries.length)
    }
    await reports
    expect(differences.length).toBeGreaterThan(10)
    expect(differences.filter((difference) => difference !== 0)).toEqual([])
  })

  it('when the same report comes twice, it is kept once and the order does not change again', async () => {
    const { processId, ...placed } = await createPaidOrder(order)
    const body = { job: 'invoice', status: 'running', attempt: 1, note: 'receive 2: invoice answered 500' }
    await report(order, processId, body)
    const { version } = await readOrder({ ...placed, processId }, '')
    expect((await report(order, processId, body)).body).toMatchObject({ status: 'running', attempt: 1 })
    expect((await readOrder({ ...placed, processId }, '')).version).toBe(version)
    expect((await readProcess(order, processId)).reports.filter((kept: { note: string }) => kept.note)).toHaveLength(1)
  })

  it('when reports differ in their reference only, both are kept', async () => {
    const { processId } = await createPaidOrder(order)
    for (const reference of ['A', 'B']) {
      await report(order, processId, { job: 'invoice', status: 'running', attempt: 1, reference })
    }
    const { reports } = await readProcess(order, processId)
    expect(reports.map((kept: { reference: string }) => kept.reference).filter(Boolean)).toEqual(['A', 'B'])
  })

  it('when each report changes what the order shows, its version rises', async () => {
    const other = await createPaidOrder(order)
    const versions = [(await readOrder(other, '')).version]
    for (const status of ['running', 'succeeded']) {
      await report(order, other.processId, { job: 'invoice', status, attempt: 1 })
      versions.push((await readOrder(other, '')).version)
    }
    expect(versions).toEqual([4, 5, 6])
  })

  it('when a job has succeeded, later reports of the same attempt are answered with the state and change nothing', async () => {
    const { processId } = await createPaidOrder(order)
    await report(order, processId, { job: 'invoice', status: 'succeeded', attempt: 1, reference: 'INV-1' })
    for (const late of [
      { status: 'running' },
      { status: 'failed', fault: 'permanent' },
      { status: 'succeeded', reference: 'INV-2' },
    ]) {
      const { status, body } = await report(order, processId, { job: 'invoice', attempt: 1, ...late })
      expect(status).toBe(200)
      expect(body).toEqual({ processId, job: 'invoice', status: 'succeeded', attempt: 1, applied: false })
    }
    const { jobs } = await readProcess(order, processId)
    expect(jobs.find(({ job }: { job: string }) => job === 'invoice').reference).toBe('INV-1')
  })

  it('when 41 reports of two attempts come in any order and at once, the newer attempt ends succeeded, once', async () => {
    const { processId } = await createPaidOrder(order)
    await report(order, processId, { job: 'invoice', status: 'failed', attempt: 1, fault: 'permanent' })
    const retried = await order.call('POST', `/api/internal/v1/orderprocesses/${processId}/jobs/invoice/retry`, {
      body: { reason: 'the invoice service is back' },
    })
    expect(retried.body).toMatchObject({ attempt: 2, status: 'queued' })
    const older = Array.from({ length: 20 }, (_, i) => ({
      status: i % 2 ? 'running' : 'failed',
      attempt: 1,
      fault: i % 2 ? undefined : 'passing',
    }))
    const newer = Array.from({ length: 20 }, (_, i) => ({ status: 'running', attempt: 2, note: `receive ${i}` }))
    const end = { status: 'succeeded', attempt: 2, reference: 'INV-2' }
    const shuffled = [...older, ...newer, end].toSorted(() => Math.random() - 0.5)
    const answers = await Promise.all(shuffled.map((body) => report(order, processId, { job: 'invoice', ...body })))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const { jobs, reports } = await readProcess(order, processId)
    expect(jobs.find(({ job }: { job: string }) => job === 'invoice')).toMatchObject({
      status: 'succeeded',
      attempt: 2,
      reference: 'INV-2',
    })
    expect(
      reports.filter((kept: { status: string; job: string }) => kept.job === 'invoice' && kept.status === 'succeeded'),
    ).toHaveLength(1)
  })

  it('when the attempt was never issued it is 409, an unknown process 404, an unknown job or a fault too few 400', async () => {
    const { processId } = paid
    const ok = { job: 'invoice', status: 'running', attempt: 1 }
    expect((await report(order, processId, { ...ok, attempt: 2 })).body.code).toBe('attempt-unknown')
    expect((await report(order, processId, { ...ok, attempt: 2 })).status).toBe(409)
    expect((await report(order, randomUUIDv7(), ok)).status).toBe(404)
    expect((await report(order, processId, { ...ok, job: 'delivery' })).status).toBe(400)
    expect((await report(order, processId, { ...ok, status: 'failed' })).status).toBe(400)
    expect((await report(order, processId, { ...ok, status: 'queued' })).status).toBe(400)
    expect((await report(order, processId, { ...ok, fault: 'passing' })).status).toBe(400)
    expect((await report(order, 'not-an-id', ok)).status).toBe(400)
  })

  it('when a neighbour failed, its error is for operators and not for the shopper', async () => {
    const other = await createPaidOrder(order)
    const note = 'receive 1: invoice answered 500'
    await report(order, other.processId, { job: 'invoice', status: 'running', attempt: 1, note })
    expect(JSON.stringify(await readOrder(other, 'internal/'))).toContain(note)
    const shown = await readOrder(other, '')
    expect(JSON.stringify(shown)).not.toContain(note)
    expect(shown.timeline.at(-1)).toMatchObject({ kind: 'job', job: 'invoice', status: 'running', attempt: 1 })
  })
})
