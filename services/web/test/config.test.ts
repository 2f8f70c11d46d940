import { expect, it } from 'vitest'
import { readWebConfig } from '../src/config.ts'

const least = {
  ...{ services__order__http__0: 'http://order', services__payment__http__0: 'http://payment' },
  ...{ services__notification__http__0: 'http://notification', WAYBILL_SERVICE_KEYS: 'a-service-key-of-the-tests' },
}

it('when only the services are told, the console is closed and nothing of a demonstration is there', () => {
  expect(readWebConfig(least)).toMatchObject({ port: 3000, demoUsers: [], upstreamTimeoutMs: 10_000 })
  const { opsKey, eWalletUrl, mailboxUrl, appHostUrl, publicUrl } = readWebConfig(least)
  expect([opsKey, eWalletUrl, mailboxUrl, appHostUrl, publicUrl]).toEqual(Array(5).fill(undefined))
})

it.each([
  ['OPS_KEY', 'short'],
  ['OPS_KEY', 'with a blank and long enough'],
  ['DEMO_USERS', '{'],
  ['DEMO_USERS', '[{"id":"1","name":"a"}]'],
  ['PUBLIC_URL', 'shop.example'],
  ['APP_HOST_URL', 'http://127.0.0.1:1'],
  ['APP_HOST_KEY', 'a-key-without-an-address'],
])('when %s is %s, the fault names it and not its value', (name, value) => {
  const read = () => readWebConfig({ ...least, [name]: value })
  expect(read).toThrow(name)
  expect(read).not.toThrow(value)
})
