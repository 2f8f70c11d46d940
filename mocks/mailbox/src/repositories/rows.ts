import type { Insertable, Selectable } from 'kysely'
import type { Delivery } from '../domain/delivery.ts'
import { foldText } from '../domain/fold-text.ts'
import type { Address, ListedMail, Mail } from '../domain/mail.ts'
import { readableText } from '../domain/snippet.ts'
import type { Tables } from './tables.ts'

const searchedLength = 100_000

export const listedColumns = [
  'id',
  'message_id',
  'size_bytes',
  'mail_from',
  'recipients',
  'from_name',
  'from_address',
  'to_addresses',
  'cc_addresses',
  'bcc_addresses',
  'reply_to_addresses',
  'subject',
  'snippet',
  'read',
  'received_at',
] as const

type ListedRow = Pick<Selectable<Tables['messages']>, (typeof listedColumns)[number]>

export function messageRow(mail: Mail, raw: Uint8Array): Insertable<Tables['messages']> {
  return {
    id: mail.id,
    message_id: mail.messageId,
    raw,
    size_bytes: mail.sizeBytes,
    mail_from: mail.envelope.from,
    recipients: mail.envelope.recipients,
    from_name: mail.from.name,
    from_address: mail.from.address,
    to_addresses: JSON.stringify(mail.to),
    cc_addresses: JSON.stringify(mail.cc),
    bcc_addresses: JSON.stringify(mail.bcc),
    reply_to_addresses: JSON.stringify(mail.replyTo),
    subject: mail.subject,
    date: mail.date ?? null,
    text: mail.text,
    html: mail.html,
    snippet: mail.snippet,
    headers: JSON.stringify(mail.headers),
    attachments: JSON.stringify(mail.attachments),
    ...searchColumns(mail),
    received_at: mail.receivedAt,
  }
}

function searchColumns(mail: Mail) {
  const to = searchable([...mail.to, ...mail.cc, ...mail.bcc])
  const from = searchable([mail.from, ...mail.replyTo])
  const subject = foldText(mail.subject)
  const body = foldText(readableText(mail).slice(0, searchedLength))
  return {
    search_to: to,
    search_from: from,
    search_subject: subject,
    search_any: [subject, from, to, mail.messageId.toLowerCase(), body].join('\n'),
  }
}

const searchable = (addresses: Address[]) =>
  foldText(addresses.map(({ name, address }) => `${name} <${address}>`).join('\n'))

export function deliveryRow(delivery: Delivery): Insertable<Tables['deliveries']> {
  return {
    id: delivery.id,
    message_id: delivery.messageId,
    mail_from: delivery.envelope.from,
    recipients: delivery.envelope.recipients,
    subject: delivery.subject,
    waybill: JSON.stringify(delivery.waybill),
    size_bytes: delivery.sizeBytes,
    outcome: delivery.outcome,
    received_at: delivery.at,
  }
}

export function toListedMail(row: ListedRow & { attachment_count: number }): ListedMail {
  return { ...sharedFields(row), attachmentCount: row.attachment_count }
}

export function toMail(row: Omit<Selectable<Tables['messages']>, 'raw'>): Mail {
  return {
    ...sharedFields(row),
    date: row.date ?? undefined,
    text: row.text,
    html: row.html,
    headers: row.headers,
    attachments: row.attachments,
  }
}

function sharedFields(row: ListedRow) {
  return {
    id: row.id,
    messageId: row.message_id,
    envelope: { from: row.mail_from, recipients: row.recipients },
    from: { name: row.from_name, address: row.from_address },
    to: row.to_addresses,
    cc: row.cc_addresses,
    bcc: row.bcc_addresses,
    replyTo: row.reply_to_addresses,
    subject: row.subject,
    snippet: row.snippet,
    sizeBytes: row.size_bytes,
    read: row.read,
    receivedAt: row.received_at,
  }
}
