import { waitFor } from '@waybill/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type System, startSystem } from './support/system.ts'

let system: System

// The sweeper would retry the job too: here only the operator does.
beforeAll(async () => {
  system = await startSystem({ environment: { order: { SWEEP_INTERVAL_MS: '600000' } } })
})
afterAll(() => system.stop())

describe('an invoice service that fails', () => {
  const behave = (mode: string, times?: number) =>
    system.call('invoice', '/control/behaviour', { method: 'POST', body: { mode, ...(times && { times }) } })

  it('when it answers 500 for a while, the job is tried again with growing pauses and succeeds', async () => {
    await behave('fail', 5)
    const placed = await system.createOrder(7_099)
    await system.checkout(placed)
    const order = await system.settled(placed, 'paid')
    expect(await system.effectsOf('invoice', placed.orderId)).toHaveLength(1)
    const notes = order.processes[0]?.reports.filter(({ job, note }) => job === 'invoice' && note?.includes('500'))
    expect(notes?.length).toBeGreaterThan(0)
  })

  it('when it answers 500 for ever, the job fails with its reason, the message is a dead letter, and a retry makes it succeed', async () => {
    await behave('fail')
    const placed = await system.createOrder(8_099)
    await system.checkout(placed)
    const failed = await waitFor(
      async () => {
        const job = (await system.read(placed)).processes[0]?.jobs.find((each) => each.job === 'invoice')
        return job?.status === 'failed' && job
      },
      { what: 'the invoice job to fail', timeoutMs: 100_000, intervalMs: 100 },
    )
    expect(failed).toMatchObject({ fault: 'passing', note: expect.stringContaining('500') })
    const letter = await waitFor(
      async () => (await system.deadLetters('invoice')).find(({ orderId }) => orderId === placed.orderId),
      { what: 'the message to be a dead letter', timeoutMs: 60_000 },
    )
    expect(letter).toMatchObject({ queue: 'invoice', jobStatus: 'failed', attempt: 1 })
    await behave('ok')
    const processId = (await system.read(placed)).processes[0]?.id
    const retried = await system.call('order', `/api/internal/v1/orderprocesses/${processId}/jobs/invoice/retry`, {
      ...{ method: 'POST', body: { reason: 'the invoice service is back' } },
    })
    expect(retried).toMatchObject({ status: 202, body: { status: 'queued', attempt: 2 } })
    await system.settled(placed, 'paid')
    expect(await system.effectsOf('invoice', placed.orderId)).toHaveLength(1)
  }, 200_000)
})
