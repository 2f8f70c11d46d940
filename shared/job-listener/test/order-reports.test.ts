import { NeighbourFault } from '@waybill/errors'
import type { Client } from '@waybill/http-client'
import { describe, expect, it } from 'vitest'
import { createOrderReports, ReportRefused } from '../src/order-reports.ts'
import { productionJob } from './jobs.ts'

const { signal } = new AbortController()
const job = productionJob()
const { processId } = job
const state = { processId, job: 'production', status: 'running', attempt: 1, applied: true }

function reportsAnsweredBy(status: number, body: object) {
  const sent: { params: object; body: Record<string, unknown> }[] = []
  const call = async (_: unknown, input: (typeof sent)[number]) => {
    sent.push(input)
    return { status, body }
  }
  return { ...createOrderReports({ call: call as unknown as Client }), sent }
}

describe('report to order', () => {
  it('when order takes it, the state comes back', async () => {
    const { report, sent } = reportsAnsweredBy(200, state)
    expect(await report(job, { status: 'succeeded', reference: 'PRD-1' }, signal)).toEqual(state)
    const body = { job: 'production', attempt: 1, status: 'succeeded', reference: 'PRD-1' }
    expect(sent).toEqual([{ params: { processId }, body }])
  })

  it.each([400, 404, 409])('when order answers %i, the message is wrong', async (status) => {
    const { report } = reportsAnsweredBy(status, { code: 'no' })
    await expect(report(job, { status: 'running' }, signal)).rejects.toThrow(
      new ReportRefused(`order answered ${status} (no)`),
    )
  })

  it('when order does not let us in, it says nothing about the message', async () => {
    const refused = reportsAnsweredBy(401, { code: 'unauthorized' }).report(job, { status: 'running' }, signal)
    await expect(refused).rejects.toBeInstanceOf(NeighbourFault)
    await expect(refused).rejects.toMatchObject({ fault: 'passing', status: 401 })
  })

  it.each([{ processId: 'another' }, { job: 'invoice' }])('when the state is of %j, it is no answer', async (other) => {
    const answered = reportsAnsweredBy(200, { ...state, ...other }).report(job, { status: 'running' }, signal)
    await expect(answered).rejects.toMatchObject({ kind: 'unreadable', fault: 'passing' })
  })

  it.each([
    ['tab\tand\u0000more', 'tab and more'],
    ['half \ud83c', 'half  '],
    ['whole 🎈', 'whole 🎈'],
    [`${'x'.repeat(1_999)}🎈`, `${'x'.repeat(1_999)} `],
  ])('when the note is %j, it becomes one that the contract takes', async (note, clean) => {
    const { report, sent } = reportsAnsweredBy(200, state)
    await report(job, { status: 'failed', note, fault: 'passing' }, signal)
    expect(sent[0]?.body.note).toBe(clean)
  })
})
