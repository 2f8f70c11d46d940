import type { InternalOrder } from '@waybill/contracts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type System, startSystem } from './support/system.ts'

let system: System

beforeAll(async () => {
  system = await startSystem()
})
afterAll(() => system.stop())

/** From the webhook that payment stored to the last of the three jobs. */
async function webhookToDone({ id, timeline }: InternalOrder): Promise<number> {
  const { data } = (await system.call('payment', `/api/internal/v1/payments?orderId=${id}`)).body
  const webhooks = (await system.call('payment', '/api/internal/v1/webhooks?pageSize=100')).body.data
  const webhook = webhooks.find((event: { merchantReference: string }) => event.merchantReference === data[0].id)
  const done = timeline.filter((entry) => entry.kind === 'job' && entry.status === 'succeeded').at(-1)
  return Date.parse(done?.at ?? '') - Date.parse(webhook.receivedAt)
}

describe('an idle machine', () => {
  it('when a webhook arrives, the three jobs are done within 100 ms, for a quarter of 20 orders at least', async () => {
    const times: number[] = []
    for (let round = 0; round < 25; round += 1) {
      const placed = await system.createOrder(1_099)
      await system.checkout(placed)
      times.push(await webhookToDone(await system.settled(placed, 'paid')))
    }
    const [, , , , , ...warm] = times
    const sorted = warm.toSorted((a, b) => a - b)
    const quickest = sorted[Math.floor(sorted.length / 4)]
    console.log(`webhook to three jobs done, ms: median ${sorted[sorted.length / 2]}, all ${warm.join(' ')}`)
    expect(quickest).toBeLessThan(100) // of a machine that others use too, the quickest quarter is the idle one
  }, 120_000)
})
