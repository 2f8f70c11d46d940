import { setTimeout as pause } from 'node:timers/promises'
import { customerName } from '../evidence.ts'
import type { Answer, Ask, Question } from './ask.ts'
import type { PlannedOrder } from './plan-orders.ts'

type Deps = {
  ask: Ask
  random: () => number
  /** The end of the run: nothing is asked any more. */
  over: AbortSignal
  /** Told of each order as it comes to be. */
  onCreated: (planned: PlannedOrder, orderId: string) => void
  /** Another order of the same user, if there is one by now. */
  siblingOf: (planned: PlannedOrder) => string | undefined
}

const patienceMs = 10_000
const longestImpatienceMs = 200
/** The pause between two looks grows to at most so many seconds; it is drawn from its upper half. */
const longestPauseSeconds = 5
const finalStatuses = ['paid', 'payment_failed', 'cancelled']

/**
 * A careful client: creates an order and checks it out, asks again with the same key while the outcome is unknown, and then
 * looks at the order now and then until its payment is decided. What its plan says beside that, it does too.
 */
export function createClient(planned: PlannedOrder, { ask, random, over, onCreated, siblingOf }: Deps) {
  const { userId, misbehaviour, seed } = planned
  const keyOf = (purpose: string) => `chaos-${seed.toString(36)}-${planned.index}-${purpose}`
  const pauseFor = (minMs: number, maxMs: number) =>
    pause(minMs + random() * (maxMs - minMs), undefined, { signal: over }).catch(() => {})

  const create = (body: object, patience: number): Promise<Answer | undefined> =>
    ask({
      ...{ operation: 'create', userId, orderId: null, key: keyOf('create'), patienceMs: patience, body },
      path: `/api/internal/v1/users/${userId}/orders`,
    })
  const checkout = (orderId: string, key: string, patience: number): Promise<Answer | undefined> =>
    ask({
      ...{ operation: 'checkout', userId, orderId, key, patienceMs: patience },
      path: `/api/v1/users/${userId}/orders/${orderId}/checkout`,
    })
  const read = (orderId: string): Promise<Answer | undefined> => {
    const question: Question = {
      ...{ operation: 'read', userId, orderId, key: null, patienceMs },
      path: `/api/v1/users/${userId}/orders/${orderId}`,
    }
    return ask(question)
  }

  /** Until there is an answer that counts, or the run is over. */
  async function insist(once: (patience: number) => Promise<Answer | undefined>): Promise<Answer | undefined> {
    if (misbehaviour === 'impatient') await once(1 + random() * longestImpatienceMs)
    if (misbehaviour === 'clicks-twice') await Promise.all([once(patienceMs), once(patienceMs)])
    while (!over.aborted) {
      const answer = await once(patienceMs)
      if (answer && isDecided(answer)) return answer
      await pauseFor(300, 1_500)
    }
    return undefined
  }

  async function watch(orderId: string): Promise<string | undefined> {
    for (let looks = 1; !over.aborted; looks += 1) {
      const status = (await read(orderId))?.body?.status
      if (finalStatuses.includes(String(status))) return String(status)
      const seconds = Math.min(looks, longestPauseSeconds)
      await pauseFor(500 * seconds, 1_000 * seconds)
    }
    return undefined
  }

  async function reuseKeys(orderId: string): Promise<void> {
    await create({ ...orderOf(planned), name: 'Another order under the same key' }, patienceMs)
    const sibling = siblingOf(planned)
    if (sibling) await checkout(sibling, keyOf(`checkout-${orderId}`), patienceMs)
  }

  return {
    /** Orders and checks out. Answers the order to follow, undefined where the client has left. Never rejects. */
    async buy(): Promise<string | undefined> {
      const created = await insist((patience) => create(orderOf(planned), patience))
      if (created?.status !== 201) return undefined
      const orderId = String(created.body?.id)
      onCreated(planned, orderId)
      const key = keyOf(`checkout-${orderId}`)
      if (misbehaviour === 'leaves') {
        await checkout(orderId, key, 1 + random() * longestImpatienceMs)
        return undefined
      }
      await insist((patience) => checkout(orderId, key, patience))
      if (misbehaviour === 'reuses-key') await reuseKeys(orderId)
      return orderId
    },
    /** Looks what becomes of it, and may pay again. Resolves when the client is done, or at the end of the run. Never rejects. */
    async follow(orderId: string): Promise<void> {
      const status = await watch(orderId)
      if (misbehaviour === 'pays-again' && status === 'payment_failed') {
        await insist((patience) => checkout(orderId, keyOf('again'), patience))
        await watch(orderId)
      }
      await read(orderId)
    },
  }
}

/** Anything else than an unknown outcome: no answer, not understood, "still running", "too much", "away". */
function isDecided({ status, code, body }: Answer): boolean {
  if (body === undefined || code === 'idempotency-key-in-progress') return false
  return status < 500 && ![408, 425, 429].includes(status)
}

function orderOf({ index, amountMinor, currency, customerEmail, isSplit }: PlannedOrder) {
  const item = (sku: string, unitPriceMinor: number, quantity = 1) => ({ sku, name: sku, quantity, unitPriceMinor })
  const items = isSplit ? [item('mug', 100, 3), item('tea', amountMinor - 300)] : [item('mug', amountMinor)]
  return { name: `Chaos ${index}`, customerName, customerEmail, currency, items }
}
