import { waitFor } from '@waybill/test-kit'
import { endLeases } from './leases.ts'
import { isSettled } from './progress.ts'
import type { World } from './world.ts'

/** Longer than a poll of a process that was killed can swallow a message, and at most four times: a message has five receives. */
const everyMs = 2_500
const longestMs = 4 * everyMs

/** Lets time pass for all orders that wait for a lease of somebody who was killed. Resolves when all are settled, or it does not help. */
export async function hurry({ system, shop }: World): Promise<void> {
  let open = shop.orders.map(({ orderId }) => orderId)
  let hurriedAt = performance.now()
  const areSettled = async () => {
    const settled = await Promise.all(open.map((orderId) => isSettled(system, orderId)))
    open = open.filter((_, at) => !settled[at])
    if (open.length > 0 && performance.now() - hurriedAt >= everyMs) {
      hurriedAt = performance.now()
      await Promise.all(open.map((orderId) => endLeases(system, orderId)))
    }
    return open.length === 0
  }
  await waitFor(areSettled, { what: 'all orders to be settled', timeoutMs: longestMs, intervalMs: 100 }).catch(() => {})
}
