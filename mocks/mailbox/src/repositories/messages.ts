import { type Kysely, type SqlBool, sql } from 'kysely'
import type { Delivery } from '../domain/delivery.ts'
import type { Mail, MailPage } from '../domain/mail.ts'
import type { MailField, MailTerm } from '../domain/mail-query.ts'
import { deliveryRow, listedColumns, messageRow, toListedMail, toMail } from './rows.ts'
import type { Tables } from './tables.ts'

export type Messages = ReturnType<typeof createMessages>

/** The mails and their source. Ids are taken as checked: anything but a UUID is an error of the database. */
export function createMessages({ db }: { db: Kysely<Tables> }) {
  return {
    /** The mail and its line in the journal, in one statement: both are durable when this resolves, or neither. */
    async keep(mail: Mail, raw: Uint8Array, delivery: Delivery): Promise<void> {
      await db
        .with('kept', (query) => query.insertInto('messages').values(messageRow(mail, raw)).returning('id'))
        .insertInto('deliveries')
        .values(deliveryRow(delivery))
        .execute()
    },

    /** The mails that meet all terms, newest first. The figures are of one moment, the page may be of the next. */
    async list({ terms, start, limit }: { terms: MailTerm[]; start: number; limit: number }): Promise<MailPage> {
      const [figures, rows] = await Promise.all([count(db, terms), page(db, terms, start, limit)])
      return { mails: rows.map(toListedMail), start, ...figures }
    },

    /** The mail, which counts as read from now on; undefined when it is not there. */
    async open(id: string): Promise<Mail | undefined> {
      const row = await db
        .updateTable('messages')
        .set({ read: true })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst()
      return row && toMail(row)
    },

    /** Byte for byte what the sender sent. */
    async source(id: string): Promise<Uint8Array | undefined> {
      const row = await db.selectFrom('messages').select('raw').where('id', '=', id).executeTakeFirst()
      return row?.raw
    },

    /** Those named, at least one; without ids all of them. The journal stays. */
    async remove(ids: readonly string[] | undefined): Promise<void> {
      const removal = db.deleteFrom('messages')
      await (ids ? removal.where('id', 'in', ids) : removal).execute()
    },
  }
}

const searched = {
  any: sql.ref<string>('search_any'),
  to: sql.ref<string>('search_to'),
  from: sql.ref<string>('search_from'),
  subject: sql.ref<string>('search_subject'),
  'message-id': sql<string>`lower(message_id)`,
} as const satisfies Record<MailField, unknown>

/** `strpos` and not `like`: in it `%`, `_` and `\` are ordinary characters. */
const meets = (terms: MailTerm[]) =>
  terms.length === 0
    ? sql<SqlBool>`true`
    : sql<SqlBool>`${sql.join(
        terms.map(({ field, text }) => sql`strpos(${searched[field]}, ${text}) > 0`),
        sql` and `,
      )}`

function page(db: Kysely<Tables>, terms: MailTerm[], start: number, limit: number) {
  return db
    .selectFrom('messages')
    .select(listedColumns)
    .select(sql<number>`jsonb_array_length(attachments)`.as('attachment_count'))
    .where(meets(terms))
    .orderBy('received_at', 'desc')
    .orderBy('id', 'desc')
    .offset(start)
    .limit(limit)
    .execute()
}

function count(db: Kysely<Tables>, terms: MailTerm[]) {
  return db
    .selectFrom('messages')
    .select([
      sql<number>`count(*)`.as('total'),
      sql<number>`count(*) filter (where not read)`.as('unread'),
      sql<number>`count(*) filter (where ${meets(terms)})`.as('matching'),
    ])
    .executeTakeFirstOrThrow()
}
