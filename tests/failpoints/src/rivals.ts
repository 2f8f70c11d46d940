import { waitFor } from '@waybill/test-kit'
import type { Failpoint } from './failpoint.ts'
import { endDeadlines, endLeases } from './leases.ts'
import { isSettled } from './progress.ts'
import type { Order } from './shop.ts'
import { stories } from './stories.ts'
import type { World } from './world.ts'

/**
 * How it is known that there was a rival while the call was held: his request was answered; he came through the same failpoint;
 * or there was nothing left for him to do, and the order was settled without the one who is held.
 */
export type Proof = 'answered' | 'passed' | 'settled'

type Held = { world: World; point: Failpoint; order: Order }

const withinMs = 40_000
/** Each end of a lease may cost a message one of its five receives. */
const lapsesAfterMs = [0, 1_000, 4_000, 8_000, 14_000, 22_000, 30_000]

/** Has somebody do the work of a held call, and resolves when he has; rejects when there was none. */
export async function compete(held: Held): Promise<Proof> {
  switch (held.point.rival) {
    case 'client':
      return askAgain(held)
    case 'lapse':
      return takeOver(held, endLeases)
    case 'deadline':
      return takeOver(held, endDeadlines)
    default:
      return held.point.rival satisfies never
  }
}

async function askAgain({ world, point, order }: Held): Promise<Proof> {
  const answer = () => stories[point.story].again?.(world, order)
  await waitFor(answer, {
    what: `an answer to the repeated request at "${point.name}"`,
    timeoutMs: withinMs,
    intervalMs: 50,
  })
  return 'answered'
}

async function takeOver({ world, point, order }: Held, lapse: typeof endLeases): Promise<Proof> {
  const beganAt = performance.now()
  let lapses = 0
  const rival = async (): Promise<Proof | false> => {
    const next = lapsesAfterMs[lapses]
    if (next !== undefined && performance.now() - beganAt >= next) {
      lapses += 1
      await lapse(world.system, order.orderId)
    }
    if (world.switchboard.isPassed(point)) return 'passed'
    return lapses > 1 && (await isSettled(world.system, order.orderId)) && 'settled'
  }
  return waitFor(rival, { what: `a rival at "${point.name}"`, timeoutMs: withinMs, intervalMs: 50 })
}
