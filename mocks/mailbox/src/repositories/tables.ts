import type { ColumnType, Generated } from 'kysely'
import type { Fault, Outcome } from '../domain/behaviour.ts'
import type { Address, Attachment, Header } from '../domain/mail.ts'

/** Written as text: `pg` would make a PostgreSQL array of a JavaScript one. */
type Json<T> = ColumnType<T, string, never>

type MessagesTable = {
  id: string
  message_id: string
  raw: Uint8Array
  size_bytes: number
  mail_from: string
  recipients: string[]
  from_name: string
  from_address: string
  to_addresses: Json<Address[]>
  cc_addresses: Json<Address[]>
  bcc_addresses: Json<Address[]>
  reply_to_addresses: Json<Address[]>
  subject: string
  date: Date | null
  text: string
  html: string
  snippet: string
  headers: Json<Header[]>
  attachments: Json<Attachment[]>
  search_to: string
  search_from: string
  search_subject: string
  search_any: string
  read: ColumnType<boolean, never, boolean>
  received_at: Date
}

type DeliveriesTable = {
  seq: Generated<number>
  id: string
  message_id: string
  mail_from: string
  recipients: string[]
  subject: string
  waybill: Json<Record<string, string>>
  size_bytes: number
  outcome: Outcome
  received_at: Date
}

type BehavioursTable = {
  seq: Generated<number>
  id: string
  mode: 'ok' | Fault
  share: number
  times_left: number | null
  match_to: string | null
}

export type Tables = { messages: MessagesTable; deliveries: DeliveriesTable; behaviours: BehavioursTable }
