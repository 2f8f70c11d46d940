import type { Invariant } from './invariant.ts'

/** A: what was forged. */
export const attack: Invariant[] = [
  {
    id: 'A1',
    // The e-wallet's journal tells its true deliveries from those that it signed wrongly or dated back on purpose.
    meaning: 'forged webhooks left no row',
    sql: `
      with stored as (
        select e.event_id, e.event_type, e.merchant_reference::text, e.status, e.reason, e.other_body is not null as has_other_body
        from pay.webhook_events e
        where not exists (select from drv.poisoned d where d.message_id in (e.event_id, e.id::text))
      )
      select * from stored where has_other_body
      union
      select * from stored s where not exists (
        select from wal.deliveries d where d.event_id = s.event_id and d.variant = 'true' and d.type = s.event_type
          and d.merchant_reference = coalesce(s.merchant_reference, d.merchant_reference))`,
  },
]
