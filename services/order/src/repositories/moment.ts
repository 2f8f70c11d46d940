import { sql } from 'kysely'

/** RFC 3339 knows times that PostgreSQL refuses as text: offsets beyond 15:59, the year 0000. */
export const momentOf = (time: string) => sql`to_timestamp(${Date.parse(time) / 1_000}::float8)`
