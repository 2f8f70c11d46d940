import type { Failpoint } from './failpoint.ts'
import { endLeases } from './leases.ts'
import { untilSettled } from './progress.ts'
import { compete, type Proof } from './rivals.ts'
import type { Order } from './shop.ts'
import { stories } from './stories.ts'
import type { Act, Variant, When } from './variants.ts'
import type { World } from './world.ts'

/** A failpoint and what happens there. */
export type Case = { point: Failpoint; variant: Variant }
export type Told = Case & { orderId: string; by: string; proof: Proof | 'killed'; tookMs: number }

type Options = {
  /** The leases of a process that was killed end at once, in place of after up to 30 s. */
  isHurried: boolean
}

/**
 * One order on its way to the failpoint, and what happens there. Rejects when nobody came to it, and when there was no rival.
 * Without a crash its order is settled when this resolves; after one it may still wait for a lease to end.
 */
export async function runCase(world: World, { point, variant }: Case, { isHurried }: Options): Promise<Told> {
  const [act, when] = variant.split(' ') as [Act, When]
  const { shop, switchboard } = world
  const story = stories[point.story]
  const order = shop.newOrder(story.fails ? 11 : 99)
  const beganAt = performance.now()
  try {
    const happens = async (): Promise<Pick<Told, 'by' | 'proof'>> => {
      const by = await switchboard.untilMet(point)
      const proof = act === 'crash' ? await die(world, order, by, isHurried) : await hold(world, point, order, by)
      return { by, proof }
    }
    const arm = () => switchboard.arm(point, { act, when })
    const [met] = await Promise.all([happens(), story.tell(world, order, arm)])
    if (act === 'compete') await untilSettled(world.system, order.orderId)
    return { point, variant, orderId: order.orderId, ...met, tookMs: performance.now() - beganAt }
  } finally {
    switchboard.release(point)
  }
}

async function die({ system, record }: World, { orderId }: Order, by: string, isHurried: boolean) {
  const ended = record.inject('kill', by, 'at a failpoint')
  if (isHurried && orderId !== '') await endLeases(system, orderId)
  ended()
  return 'killed' as const
}

async function hold(world: World, point: Failpoint, order: Order, by: string): Promise<Proof> {
  const ended = world.record.inject('failpoint', by, 'held')
  const proof = await compete({ world, point, order })
  world.switchboard.release(point)
  ended()
  return proof
}
