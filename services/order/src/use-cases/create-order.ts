import { encodeOrderProcessEvent, foldName, maxEventBytes } from '@waybill/contracts'
import { AppError } from '@waybill/errors'
import type { StoredAnswer } from '@waybill/idempotency'
import { jobRequested } from '../domain/announcement.ts'
import { type DraftOrder, draftOrder, type OrderRequest } from '../domain/new-order.ts'

type Deps = {
  /** Runs the insert once per key and keeps its answer: order and answer in one transaction. */
  insertOnce: (order: DraftOrder & { foldedName: string; causeId: string }, key: CreateKey) => Promise<StoredAnswer>
  newId: () => string
  random: () => number
  now: () => Date
}

export type CreateKey = { userId: string; idempotencyKey: string; request: OrderRequest }

/** Creates an order once per idempotency key. Refused when it could not be announced as one message. */
export function createCreateOrder(deps: Deps) {
  return async (request: OrderRequest, idempotencyKey: string): Promise<StoredAnswer> => {
    const order = draftOrder(request, deps.newId(), deps.random)
    refuseOversized(order, deps.now().toISOString())
    return deps.insertOnce(
      { ...order, foldedName: foldName(order.name), causeId: idempotencyKey },
      { userId: request.userId, idempotencyKey, request },
    )
  }
}

export type CreateOrder = ReturnType<typeof createCreateOrder>

/** The largest event that this order can ever cause: every optional field at its full length. */
function refuseOversized(order: DraftOrder, time: string): void {
  const largest = jobRequested('notification', {
    eventId: order.id,
    time,
    processId: order.id,
    outcome: 'failed',
    failureReason: 'x'.repeat(64),
    order: { ...order, createdAt: time },
    jobs: [{ job: 'notification', attempt: 1_000_000 }],
    traceparent: `00-${'0'.repeat(32)}-${'0'.repeat(16)}-00`,
  })
  const bytes = encodeOrderProcessEvent(largest).length
  if (bytes <= maxEventBytes) return
  throw new AppError('invalid', 'invalid-request', 'The order is too large', {
    errors: [{ path: 'json', message: `its event would have ${bytes} bytes, ${maxEventBytes} are possible` }],
  })
}
