import type { IncomingMail, Mail, ParsedMail } from '../src/domain/mail.ts'

const parsedMail = (more: Partial<ParsedMail> = {}): ParsedMail => ({
  messageId: '0198@waybill.test',
  from: { name: 'Waybill', address: 'shop@x.test' },
  to: [{ name: 'José', address: 'jose@x.test' }],
  cc: [],
  bcc: [],
  replyTo: [],
  subject: 'Order-1 is paid',
  date: undefined,
  text: 'Thank you, José',
  html: '<p>Thank you, José</p>',
  headers: [{ name: 'X-Waybill-Template', value: 'order-paid' }],
  attachments: [],
  ...more,
})

export const incomingMail = (more: Partial<IncomingMail> = {}): IncomingMail => ({
  raw: Buffer.from('Subject: Order-1 is paid\r\n\r\nThank you'),
  envelope: { from: 'shop@x.test', recipients: ['jose@x.test'] },
  parsed: parsedMail(),
  ...more,
})

export const keptMail = (more: Partial<Mail> = {}): Mail => ({
  ...parsedMail(),
  id: '0198aaaa-0000-7000-8000-000000000001',
  envelope: { from: 'shop@x.test', recipients: ['jose@x.test'] },
  from: { name: 'Waybill', address: 'shop@x.test' },
  snippet: 'Thank you, José',
  sizeBytes: 1234,
  read: false,
  receivedAt: new Date('2025-07-01T08:00:00Z'),
  ...more,
})
