import { describe, expect, it } from 'vitest'
import { consoleSearch } from '../../client/src/console-search.ts'
import { momentBefore } from '../../client/src/format/ages.ts'
import { parseSearch, stringifySearch } from '../../client/src/format/search-params.ts'

type Page = keyof typeof consoleSearch

const read = (page: Page, address: string) => consoleSearch[page](parseSearch(address))
const present = (search: object) =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined))

describe('the filters in the addresses of the console', () => {
  it.each<[Page, string]>([
    ['processes', '?status=error&job=invoice&olderThan=5m&page=3'],
    ['orders', '?orderId=01890000-0000-7000-8000-000000000001&status=payment_failed&olderThan=1d&page=2'],
    ['order', '?from=payment'],
    ['deadLetters', '?queue=notification'],
    ['webhooks', '?status=waiting_for_payment&page=2'],
    ['webhooks', '?status=refused'],
    ['payments', '?flagged=true'],
    ['payments', '?unanswered=true&page=4'],
    ['emails', '?status=failed'],
    ['resources', '?name=invoice-listener'],
  ])('when the address of %s is %s, it is read and written as it was', (page, address) => {
    expect(stringifySearch(read(page, address))).toBe(address)
  })

  it.each<[Page, string]>([
    ['processes', '?status=unknown&job=constructor&olderThan=toString&page=0'],
    ['processes', '?page=1'],
    ['orders', '?orderId=%20&page=-1'],
    ['orders', '?orderId=not-the-whole-of-an-id'],
    ['payments', '?flagged=yes&unanswered=false'],
    ['webhooks', '?status=all&page=1e9'],
  ])('when the address of %s says %s, it leaves out what it does not understand', (page, address) => {
    expect(present(read(page, address))).toEqual({})
  })

  it('when somebody is to return after the login, it takes pages of the console only', () => {
    const next = '/ops/processes?status=error'
    expect(read('login', stringifySearch({ next }))).toEqual({ next })
  })

  it.each(['https://example.com', '//example.com', '/opsx', '/ops/login?next=/ops', '/users'])(
    'when somebody is to go to %s after the login, it takes it for nothing',
    (next) => {
      expect(present(read('login', stringifySearch({ next })))).toEqual({})
    },
  )
})

describe('an age', () => {
  it('when it is asked for, it is the moment so long ago; none without one', () => {
    expect(momentBefore('5m', Date.UTC(2026, 0, 1))).toBe('2025-12-31T23:55:00.000Z')
    expect(momentBefore(undefined)).toBeUndefined()
  })
})
