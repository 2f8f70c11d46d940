import type { OrderStatus, OrderSummary } from '@waybill/contracts'
import { countedAtMost } from '@waybill/contracts'
import type { Sql } from '@waybill/postgres'
import { sql } from 'kysely'
import { type OrderRow, orderColumns, toSummary } from './rows.ts'

type Search = { userId: string; foldedName: string; status: OrderStatus | undefined; limit: number }
type Found = { total: number; orders: OrderSummary[] }

/**
 * Pages of a user's orders, newest first, ties by id. The ids of the page and the count come from the index alone, in one
 * pass; the rows of the page are fetched after. Nothing in a term is special.
 */
export function createOrderSearch(db: Sql) {
  return {
    /** `total` stops at `countedAtMost` + 1. */
    async page(search: Search & { offset: number }): Promise<Found> {
      const seen = Math.max(countedAtMost + 1, search.offset + search.limit + 1)
      const { rows } = await sql<{ total: number; id: string | null } & OrderRow>`
        with hits as materialized (
          select id, created_at from orders where ${matches(search)}
          order by created_at desc, id desc limit ${seen}
        ), page as (
          select id from hits order by created_at desc, id desc limit ${search.limit} offset ${search.offset}
        )
        select (select count(*)::int from (select 1 from hits limit ${countedAtMost + 1}) counted) as total, ${orderColumns}
        from (select 1) one left join page on true left join orders o on o.id = page.id
        order by o.created_at desc, o.id desc`.execute(db)
      return found(rows)
    },

    /** The page that follows a place in the time line. */
    async after(search: Search & { createdAtMs: number; id: string }): Promise<Found> {
      const { rows } = await sql<{ total: number; id: string | null } & OrderRow>`
        with page as materialized (
          select id from orders where ${matches(search)}
            and (created_at, id) < (to_timestamp(${search.createdAtMs}::float8 / 1000)::timestamptz(3), ${search.id}::uuid)
          order by created_at desc, id desc limit ${search.limit}
        )
        select (select count(*)::int from (
          select 1 from orders where ${matches(search)} limit ${countedAtMost + 1}) counted) as total, ${orderColumns}
        from (select 1) one left join page on true left join orders o on o.id = page.id
        order by o.created_at desc, o.id desc`.execute(db)
      return found(rows)
    },
  }
}

export type OrderSearch = ReturnType<typeof createOrderSearch>

const matches = ({ userId, foldedName, status }: Search) => sql`
  user_id = ${userId} ${foldedName === '' ? sql`` : sql`and folded_name like ${containing(foldedName)}`}
  ${status === undefined ? sql`` : sql`and status = ${status}`}`

/** `like` is three times as fast as `strpos`; what is special to it is escaped. */
const containing = (term: string) => `%${term.replace(/[\\%_]/g, '\\$&')}%`

function found(rows: ({ total: number; id: string | null } & OrderRow)[]): Found {
  return { total: rows[0]?.total ?? 0, orders: rows.filter((row) => row.id !== null).map(toSummary) }
}
