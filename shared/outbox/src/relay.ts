import type { Logger } from '@waybill/logger'
import { fullJitterMs } from '@waybill/resilience'
import type { ClaimedEvent } from './claim.ts'
import { createClaimFloor } from './claim-floor.ts'
import type { OutboxRows } from './outbox-rows.ts'
import { type Publication, type Publish, publishClaimed } from './publication.ts'

type RelayDeps = {
  rows: OutboxRows
  publish: Publish
  /** Unique to this start of this process: it guards the mark. */
  workerId: string
  logger: Pick<Logger, 'warn' | 'error'>
  random: () => number
  now: () => Date
  /** The longest pause before an event is tried again. Default 10 s. */
  maxBackoffMs?: number
}

export type OutboxRelay = ReturnType<typeof createOutboxRelay>

const claimLimit = 100
const backoffBaseMs = 250

/**
 * Publishes what transactions left in the outbox: each event at least once, none of a rolled-back transaction, and within an
 * aggregate no newer version before an older one. Safe with any number of relays. A relay that stalls past its lease of 10 s may
 * still send late, and queues reorder: receivers compare versions, never arrival.
 */
export function createOutboxRelay(deps: RelayDeps) {
  const { rows, workerId, logger } = deps
  const claimFloor = createClaimFloor(deps)

  async function settle(claimed: ClaimedEvent[], publication: Publication) {
    const { accepted, refused, unsettled } = sortOut(claimed, publication)
    const marked = await rows.markPublished(workerId, accepted)
    if (marked < accepted.length)
      logger.warn({ events: accepted.length - marked }, 'published after the lease had ended')
    await rows.park(workerId, refused)
    for (const { id, reason } of refused) logger.error({ eventId: id, reason }, 'event parked: nobody will take it')
    await rows.postpone(
      workerId,
      unsettled.map((event) => ({ ...event, delayMs: backoffMs(event.attempts) })),
    )
    const [first] = unsettled
    if (first)
      logger.warn({ events: unsettled.length, reason: first.reason }, 'events not published, to be tried again')
    return accepted.length + refused.length
  }

  const backoffMs = (attempts: number) =>
    fullJitterMs({ baseMs: backoffBaseMs, attempt: attempts, capMs: deps.maxBackoffMs ?? 10_000, random: deps.random })

  return {
    /**
     * Claims at most 100 due events, publishes them and marks those accepted; what is refused for good is parked, the rest
     * postponed with full jitter. `more` when another pass may find work at once. Rejects when the database does: what was
     * published and not marked is published again when its lease ends.
     */
    async relayOnce(): Promise<'more' | 'idle'> {
      const claimed = await rows.claimDue({ workerId, fromSeq: await claimFloor(), limit: claimLimit })
      if (claimed.length === 0) return 'idle'
      const settled = await settle(claimed, await publishClaimed(deps.publish, claimed))
      return settled > 0 ? 'more' : 'idle'
    },
  }
}

function sortOut(claimed: ClaimedEvent[], { accepted, refused }: Publication) {
  const isAccepted = new Set(accepted)
  const refusalOf = new Map(refused.map((refusal) => [refusal.id, refusal]))
  const isPermanent = ({ id }: ClaimedEvent) => refusalOf.get(id)?.fault === 'permanent'
  const withReason = (event: ClaimedEvent) => ({
    ...event,
    reason: storable(refusalOf.get(event.id)?.reason ?? 'no answer'),
  })
  const rest = claimed.filter(({ id }) => !isAccepted.has(id))
  return {
    accepted: claimed.filter(({ id }) => isAccepted.has(id)).map(({ id }) => id),
    refused: rest.filter(isPermanent).map(withReason),
    unsettled: rest.filter((event) => !isPermanent(event)).map(withReason),
  }
}

// A reason comes from elsewhere: PostgreSQL takes no NUL in a text, and one that it refuses would undo the whole pass.
const storable = (reason: string) => reason.replaceAll('\0', '').slice(0, 500)
