import { describe, expect, it } from 'vitest'
import { buildRequest } from '../src/build-request.ts'
import { parcelsApi, sendParcel } from './contract.ts'

const build = (route: (typeof parcelsApi)[keyof typeof parcelsApi], input: unknown, baseUrl = 'http://parcels:80') =>
  buildRequest({ baseUrl, route, input, headers: { authorization: 'Bearer secret' } })

describe('request of a call', () => {
  it('when params and query have odd characters, it encodes them', () => {
    const { url } = build(parcelsApi.find, {
      params: { userId: 'a/../b?c#d %é' },
      query: { name: '100% _\\&=', page: 2, tag: ['x', 'y'] },
    })
    expect(url.pathname).toBe('/api/v1/users/a%2F..%2Fb%3Fc%23d%20%25%C3%A9/parcels')
    expect([...url.searchParams]).toEqual([
      ['name', '100% _\\&='],
      ['page', '2'],
      ['tag', 'x'],
      ['tag', 'y'],
    ])
  })

  it.each(['..', '.', '', undefined])(
    'when a path parameter is %j, it throws instead of asking another route',
    (userId) => {
      expect(() => build(parcelsApi.find, { params: { userId } })).toThrow(/path parameter userId/)
    },
  )

  it('when values are undefined, it leaves them out', () => {
    const input = { params: { userId: 'ann' }, query: { name: undefined }, headers: { 'idempotency-key': undefined } }
    const { url, init } = build(parcelsApi.find, input)
    expect(url.search).toBe('')
    expect(init.headers.has('idempotency-key')).toBe(false)
  })

  it('when there is a body, it is JSON; when there is none, nothing says so', () => {
    const { init } = build(parcelsApi.send, sendParcel)
    expect(init).toMatchObject({ method: 'POST', body: '{"grams":100}' })
    expect(Object.fromEntries(init.headers)).toEqual({
      accept: 'application/json, application/problem+json',
      authorization: 'Bearer secret',
      'content-type': 'application/json',
      'idempotency-key': 'parcel-p1',
    })
    expect(build(parcelsApi.forget, {}).init.headers.has('content-type')).toBe(false)
  })

  it('when the base address has a path, it stays in front', () => {
    expect(build(parcelsApi.forget, {}, 'http://gateway/parcels/').url.href).toBe(
      'http://gateway/parcels/api/v1/parcels',
    )
  })
})
