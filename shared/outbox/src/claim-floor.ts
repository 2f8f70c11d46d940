import type { OutboxRows } from './outbox-rows.ts'

const lookEveryMs = 5_000

/**
 * The `seq` below which a claim need not search. While a snapshot is held open anywhere in the database (a long report), dead
 * versions of published rows stay in the index, and without this bound every claim would visit them all.
 *
 * It is the lower of the last two looks, which are 5 s apart, so it passes over a row only if that was uncommitted at both of
 * them; the next look finds it. Late commits are never lost, as they are with a cursor: at worst 5 s late.
 */
export function createClaimFloor({ rows, now }: { rows: Pick<OutboxRows, 'lowestUnpublishedSeq'>; now: () => Date }) {
  let lastTwoLooks: [number, number] = [0, 0]
  let lookedAtMs = Number.NEGATIVE_INFINITY

  return async function claimFloor(): Promise<number> {
    const nowMs = now().getTime()
    if (Math.abs(nowMs - lookedAtMs) >= lookEveryMs) {
      lastTwoLooks = [lastTwoLooks[1], await rows.lowestUnpublishedSeq()]
      lookedAtMs = nowMs
    }
    return Math.min(...lastTwoLooks)
  }
}
