import type { Invariant } from './invariant.ts'

const accepted = 'status between 200 and 299'

/** C: what clients were told. The rows are the tries as the driver saw them. */
export const client: Invariant[] = [
  {
    id: 'C1',
    // An answer is final when the key keeps it: a 2xx, or a refusal that the business decided. "Still running" and "used for
    // another request" are not. What is kept in the row must be what was said.
    meaning: 'one answer per key, byte for byte',
    sql: `
      with final as (
        select user_id, key, operation, request_hash, case operation when 'checkout' then order_id end as of_order, status,
          answer_hash, case when ${accepted} then status || ' ' || coalesce(answer_hash, '') else status || ' ' || code end as answer
        from drv.tries
        where key is not null and operation <> 'read' and (${accepted} or status in (404, 409, 422)
          and code not in ('idempotency-key-in-progress', 'idempotency-key-reused'))
      )
      select 'several answers' as what, user_id, key, operation, array_agg(distinct answer) as answers from final
      group by user_id, key, operation, request_hash, of_order having count(distinct answer) > 1
      union all
      select 'not the answer that is kept', f.user_id, f.key, f.operation, array[f.answer, k.answer_status || ' kept']
      from final f join ord.idempotency_keys k on k.scope = 'u:' || f.user_id and k.key = f.key
      where ${accepted} and (k.answer_status is distinct from f.status
        or f.answer_hash <> encode(sha256(convert_to(k.answer_body, 'UTF8')), 'hex'))`,
  },
  {
    id: 'C2',
    meaning: 'a key that was used for another request never got a 2xx for it',
    sql: `
      select user_id, key, array_agg(distinct operation) as operations, array_agg(distinct request_hash) as requests
      from drv.tries where key is not null and ${accepted} group by user_id, key
      having count(distinct (operation, request_hash, case operation when 'checkout' then order_id end)) > 1`,
  },
  {
    id: 'C3',
    // Only a read that began after another had ended must not be older; a kept answer shows the order as it was then.
    meaning: 'no client saw the version of an order go back',
    sql: `
      with moments as (
        select user_id, order_id, at as moment, 1 as begins, version from drv.tries
        where operation = 'read' and version is not null
        union all
        select user_id, order_id, ended_at, 0, version from drv.tries
        where operation = 'read' and version is not null and ended_at is not null
      ), seen as (
        select *, max(version) filter (where begins = 0) over (
          partition by user_id, order_id order by moment, begins desc rows unbounded preceding) as before
        from moments
      )
      select user_id, order_id, moment, before, version from seen where begins = 1 and version < before`,
  },
]
