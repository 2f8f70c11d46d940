import type { InternalOrder } from '@waybill/contracts'
import type { Placed } from '@waybill/system-tests'
import { waitFor } from '@waybill/test-kit'
import { expect } from 'vitest'
import type { RunningSystem } from './running-system.ts'

type Line = { orderId: string; calls: number }

const settleWithinMs = 150_000

/** Every order is paid and delivered: one process, and one effect of each job. */
export async function expectAllDelivered(system: RunningSystem, placed: readonly Placed[]): Promise<InternalOrder[]> {
  const orders: InternalOrder[] = []
  for (const each of placed) orders.push(await settled(system, each))
  expect(orders.filter(({ processes }) => processes.length !== 1)).toEqual([])
  for (const name of ['production', 'invoice']) {
    const effects = await effectsOf(system, name, placed)
    expect(effects.map(({ orderId }) => orderId).toSorted()).toEqual(placed.map(({ orderId }) => orderId).toSorted())
  }
  return orders
}

/**
 * Every order is delivered; moreover no caller of order saw a fault of it, and no message was received a second time: no report says so, and no service
 * was asked twice. On a machine so busy that order shed calls, messages do come again, and no stop is the cause of it.
 */
export async function expectNoRepeats(system: RunningSystem, placed: readonly Placed[]): Promise<void> {
  const orders = await expectAllDelivered(system, placed)
  const { shed = 0, ...faults } = system.balancer.takeFaults()
  expect(faults).toEqual({})
  if (shed > 0) return console.log(`order shed ${shed} calls: whether messages repeat is not judged`)
  const notes = orders.flatMap(({ timeline }) =>
    timeline.flatMap((entry) => (entry.kind === 'job' ? [entry.note] : [])),
  )
  expect(notes.filter((note) => note !== null)).toEqual([])
  for (const name of ['production', 'invoice']) {
    expect((await effectsOf(system, name, placed)).filter(({ calls }) => calls !== 1)).toEqual([])
  }
}

const settled = (system: RunningSystem, placed: Placed): Promise<InternalOrder> =>
  waitFor(
    async () => {
      const { body } = await system.call('order-2', system.pathOf(placed).replace('/v1/', '/internal/v1/'))
      return body.status === 'paid' && body.processes.at(-1)?.status === 'completed' && body
    },
    { what: `order ${placed.orderId} to be delivered`, timeoutMs: settleWithinMs, intervalMs: 100 },
  )

async function effectsOf(system: RunningSystem, name: string, placed: readonly Placed[]): Promise<Line[]> {
  const ours = new Set(placed.map(({ orderId }) => orderId))
  return (await system.call(name, '/control/journal')).body.data.filter(({ orderId }: Line) => ours.has(orderId))
}
