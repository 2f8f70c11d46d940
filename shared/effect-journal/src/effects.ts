import { AppError } from '@waybill/errors'
import { requestHash } from '@waybill/idempotency'
import { type Kysely, sql } from 'kysely'

export type EffectRequest = { idempotencyKey: string; processId: string; orderId: string; body: unknown }

type Effect = {
  idempotencyKey: string
  processId: string
  orderId: string
  reference: string
  /** How often it was asked for, the first time included. */
  calls: number
  at: Date
}

export type Effects = ReturnType<typeof createEffects>

/** A durable journal: one effect for each idempotency key, however often and from how many sides it is asked for. */
export function createEffects({ db, newReference }: { db: Kysely<unknown>; newReference: () => string }) {
  return {
    /**
     * The reference of the effect, made by the first call with this key. Another request under a used key changes nothing and
     * throws an AppError `unprocessable`. One statement: who comes at the same moment waits for the first, and gets its reference.
     */
    async perform({ idempotencyKey, processId, orderId, body }: EffectRequest): Promise<string> {
      const { rows } = await sql<{ reference: string }>`
        insert into effects as e (idempotency_key, request_hash, process_id, order_id, reference)
        values (${idempotencyKey}, ${requestHash(body)}, ${processId}, ${orderId}, ${newReference()})
        on conflict (idempotency_key) do update set calls = e.calls + 1 where e.request_hash = excluded.request_hash
        returning reference`.execute(db)
      if (!rows[0]) throw keyReused()
      return rows[0].reference
    },

    /** Every effect, oldest first. */
    async journal() {
      const { rows } = await sql<Effect>`
        select idempotency_key as "idempotencyKey", process_id as "processId", order_id as "orderId", reference, calls, at
        from effects order by seq`.execute(db)
      return rows.map((effect) => ({ ...effect, at: effect.at.toISOString() }))
    },
  }
}

const keyReused = () => new AppError('unprocessable', 'idempotency-key-reused', 'This key was used for another request')
