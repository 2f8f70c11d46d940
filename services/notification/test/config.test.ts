import { describe, expect, it } from 'vitest'
import { readNotificationConfig } from '../src/config.ts'

const needed = {
  ConnectionStrings__notification: 'postgres://waybill:secret@127.0.0.1:5432/notification',
  services__order__http__0: 'http://127.0.0.1:3001',
  services__mailbox__smtp__0: 'smtp://127.0.0.1:1025',
  WAYBILL_SERVICE_KEYS: 'a-service-key-for-tests',
}

describe('the environment', () => {
  it('when only what is needed is there, the rest has its defaults', () => {
    expect(readNotificationConfig(needed)).toMatchObject({
      ...{ port: 3003, mailServer: 'smtp://127.0.0.1:1025', mailTimeoutMs: 15_000, mailBackoffCapMs: 60_000 },
      ...{ mailFrom: { name: 'Waybill', address: 'orders@waybill.test' }, reportBackoffCapMs: 10_000, pollMs: 1_000 },
    })
  })

  it('when nothing is there, everything that is missing is named at once', () => {
    expect(() => readNotificationConfig({})).toThrow(new RegExp(Object.keys(needed).toSorted().join('|')))
    for (const name of Object.keys(needed)) expect(() => readNotificationConfig({})).toThrow(name)
  })

  it.each([
    ['orders@shop.test', { name: '', address: 'orders@shop.test' }],
    ['The Shop <orders@shop.test>', { name: 'The Shop', address: 'orders@shop.test' }],
    ['Smith, Sons & Co<a@b.test>', { name: 'Smith, Sons & Co', address: 'a@b.test' }],
  ])('when the sender is %s, name and address are told apart', (text, mailFrom) => {
    expect(readNotificationConfig({ ...needed, MAIL_FROM: text }).mailFrom).toEqual(mailFrom)
  })

  it.each([
    ['MAIL_FROM', 'Shop'],
    ['MAIL_FROM', 'Shop <a@b.test>, <c@d.test>'],
    ['MAIL_FROM', 'Shop\r\nBcc: x <a@b.test>'],
    ['services__mailbox__smtp__0', 'http://127.0.0.1:1025'],
    ['services__mailbox__smtp__0', '127.0.0.1:1025'],
    ['MAIL_TIMEOUT_MS', '15001'],
    ['MAIL_TIMEOUT_MS', '0'],
  ])('when %s is %j, it is refused by name', (name, value) => {
    expect(() => readNotificationConfig({ ...needed, [name]: value })).toThrow(name)
  })
})
