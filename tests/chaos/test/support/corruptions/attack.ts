import { type Corruption, copy, paymentOf, plainOrder, reference } from './rows.ts'

export const attack: Corruption[] = [
  {
    ...{ invariant: 'A1', what: 'a forged webhook was stored' },
    sql: copy('pay.webhook_events', `merchant_reference = (${paymentOf(plainOrder)})`, { event_id: `'msg_forged'` }),
  },
  {
    ...{ invariant: 'A1', what: 'a webhook was stored that was only sent with a wrong signature' },
    sql: `update wal.deliveries set variant = 'bad-signature' where ${reference(plainOrder)}`,
  },
  {
    ...{ invariant: 'A1', what: 'another body was taken under a known id' },
    sql: `update pay.webhook_events set other_body = '{}' where merchant_reference = (${paymentOf(plainOrder)})`,
  },
]
