import { setTimeout as pause } from 'node:timers/promises'
import { ordersInternalApi } from '@waybill/contracts'
import { type DemonstrationOrder, demonstrationOrders } from './demonstration-orders.ts'

const atOnce = 8
const triesPerOrder = 5
const pauseMs = 500
const answerWithinMs = 10_000
/** Not yet, or not now: the same request may succeed later. */
const passingStatuses = [408, 409, 425, 429]

export type SeedDeps = { orderUrl: string; serviceKey: string; signal: AbortSignal }

/** Creates the demonstration orders through order's internal API. Repeating it, also after a half of it, does no harm. Rejects when the signal says so. */
export async function seedOrders(deps: SeedDeps): Promise<number> {
  const waiting = demonstrationOrders()
  const total = waiting.length
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await createOrder(next, deps)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return total
}

async function createOrder(next: DemonstrationOrder, deps: SeedDeps): Promise<void> {
  const { method, path } = ordersInternalApi.create
  const url = new URL(path.replace('{userId}', next.userId), deps.orderUrl)
  const headers = {
    authorization: `Bearer ${deps.serviceKey}`,
    'content-type': 'application/json',
    'idempotency-key': next.idempotencyKey,
  }
  const request = { method, headers, body: JSON.stringify(next.order) }
  for (let tried = 1; ; tried += 1) {
    deps.signal.throwIfAborted()
    const refusal = await refusalOf(url, request)
    if (refusal === undefined) return
    if (!refusal.passing || tried === triesPerOrder) {
      throw new Error(`Order ${next.idempotencyKey} could not be created: ${refusal.text}`)
    }
    await pause(pauseMs)
  }
}

/** Undefined where the order exists now. */
async function refusalOf(url: URL, request: RequestInit): Promise<{ passing: boolean; text: string } | undefined> {
  try {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(answerWithinMs) })
    if (response.ok) return void (await response.body?.cancel())
    return {
      passing: response.status >= 500 || passingStatuses.includes(response.status),
      text: `${response.status} ${await response.text()}`,
    }
  } catch (error) {
    return { passing: true, text: (error as Error).message }
  }
}
