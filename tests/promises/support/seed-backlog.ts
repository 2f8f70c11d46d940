import type { AppHost } from '@waybill/apphost'
import { query } from './query.ts'

const portion = 5_000

/**
 * So many paid orders that lack nothing but their production: each is announced by an event in the outbox. Written by SQL, for
 * it would take hours to buy them.
 */
export async function seedBacklog(host: AppHost, orders: number): Promise<void> {
  for (let written = 0; written < orders; written += portion) {
    await query(host, 'order', statement, [Math.min(portion, orders - written)])
  }
}

const statement = `
  with seed as (
    select uuidv7() as id, uuidv7() as user_id, uuidv7() as checkout_id, uuidv7() as process_id, uuidv7() as event_id,
      to_char(now() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now
    from generate_series(1, $1::int)
  ), o as (
    insert into orders (id, user_id, name, folded_name, status, currency, total_minor, customer_name, customer_email)
    select id, user_id, 'Backlog', 'backlog', 'paid', 'EUR', 1099, 'Jo', 'jo@example.com' from seed
  ), i as (
    insert into order_items (order_id, position, sku, name, quantity, unit_price_minor)
    select id, 1, 'mug', 'Mug', 1, 1099 from seed
  ), c as (
    insert into checkouts (id, order_id, payment_id, outcome, next_try_at, finished_at)
    select checkout_id, id, uuidv7(), 'succeeded', now(), now() from seed
  ), p as (
    insert into order_processes (id, order_id, checkout_id, outcome)
    select process_id, id, checkout_id, 'succeeded' from seed
  ), j as (
    insert into order_process_jobs (process_id, type, status, reference, deadline_at)
    select process_id, type, case type when 'production' then 'queued' else 'succeeded' end,
      case type when 'production' then null else 'seeded' end,
      case type when 'production' then now() + interval '1 day' end
    from seed cross join unnest(array['production', 'invoice', 'notification']) as type
  )
  insert into outbox (id, aggregate_type, aggregate_id, aggregate_version, event_type, payload)
  select event_id, 'order', id, 1, 'production-requested', json_build_object(
    'specversion', '1.0', 'id', event_id, 'source', '/waybill/order', 'type', 'production-requested', 'subject', id,
    'time', now, 'datacontenttype', 'application/json',
    'data', json_build_object(
      'processId', process_id, 'outcome', 'paid',
      'jobs', json_build_array(json_build_object('job', 'production', 'attempt', 1)),
      'order', json_build_object(
        'id', id, 'userId', user_id, 'name', 'Backlog', 'customerName', 'Jo', 'customerEmail', 'jo@example.com',
        'currency', 'EUR', 'totalMinor', 1099, 'createdAt', now,
        'items', json_build_array(
          json_build_object('sku', 'mug', 'name', 'Mug', 'quantity', 1, 'unitPriceMinor', 1099)))))::text
  from seed`
