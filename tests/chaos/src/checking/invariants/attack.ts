import type { Invariant } from './invariant.ts'

/** A: what was forged. */
export const attack: Invariant[] = [
  {
    id: 'A1',
    // The e-wallet's journal tells its true deliveries from those that it signed wrongly or dated back on purpose.
    meaning: 'forged webhooks left no row',
    sql: `
      select e.event_id, e.event_type, e.merchant_reference, e.status, e.reason, e.other_body is not null as has_other_body
      from pay.webhook_events e
      where not exists (select from drv.poisoned d where d.message_id in (e.event_id, e.id::text))
        and (e.other_body is not null or not exists (
          select from wal.deliveries d where d.event_id = e.event_id and d.variant = 'true' and d.type = e.event_type
            and (e.merchant_reference is null or d.merchant_reference = e.merchant_reference::text)))`,
  },
]
