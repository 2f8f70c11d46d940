import { orderProcessesApi } from '@waybill/contracts'
import { createLife } from '../machine/life.ts'
import type { JobRow } from '../memory/order/order-tables.ts'
import { refusedDomain } from '../neighbours/mail-server.ts'
import type { World } from '../world.ts'

/** A job whose mail is refused for good stays failed, whoever retries it. */
export function isHopeless({ order }: World, { job, orderId, status }: JobRow): boolean {
  const address = order.tables.orders.get(orderId)?.customerEmail ?? ''
  return job === 'notification' && status === 'failed' && address.endsWith(refusedDomain)
}

/** Retries what has failed and nothing else will retry, every few seconds. */
export function startOperator(world: World): void {
  const { clock, network, order } = world
  const life = createLife({ name: 'operator', clock })
  const call = network.clientOf(life, 'order', 5_000)

  async function retryAll(): Promise<void> {
    const givenUp = [...order.tables.jobs.undone()].filter(
      (row) => row.status === 'failed' && row.deadlineMs === null && !isHopeless(world, row),
    )
    for (const { processId, job } of givenUp) {
      const input = { params: { processId, job }, body: { reason: 'the faults are over' } }
      await call(orderProcessesApi.retryJob, input).catch(() => {}) // it is seen again
    }
  }

  async function watch(): Promise<never> {
    for (;;) {
      await life.pause(5_000)
      await retryAll()
    }
  }
  void watch()
}
