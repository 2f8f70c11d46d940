import type { Fault } from '@waybill/errors'
import type { ClaimedEvent } from './claim.ts'

/** An event as it is sent: the message, and the attributes beside it, `eventType` and `id` among them. */
export type OutboxEvent = { id: string; body: string; attributes: Record<string, string> }

export type Publication = {
  accepted: string[]
  refused: { id: string; reason: string; fault: Fault }[]
}

/** Must settle within 8 s. An event that is in neither list, and every one if it throws, is taken as refused in passing. */
export type Publish = (events: readonly OutboxEvent[]) => Promise<Publication>

// The lease is 10 s. The backstop leaves a second of it for the mark.
const backstopMs = 9_000

/** Publishes claimed events. Never throws, and never takes longer than the lease leaves time for. */
export async function publishClaimed(publish: Publish, claimed: ClaimedEvent[]): Promise<Publication> {
  const { promise: tooLate, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`no answer in ${backstopMs} ms`)), backstopMs)
  try {
    return await Promise.race([publish(claimed.map(asSent)), tooLate])
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return { accepted: [], refused: claimed.map(({ id }) => ({ id, reason, fault: 'passing' })) }
  } finally {
    clearTimeout(timer)
  }
}

const asSent = ({ id, payload, attributes, eventType }: ClaimedEvent): OutboxEvent => ({
  id,
  body: payload,
  attributes: { ...attributes, eventType, id },
})
