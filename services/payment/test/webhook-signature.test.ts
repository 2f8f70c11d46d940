import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { refusalOf, type SignedRequest } from '../src/domain/webhook-signature.ts'
import { keyA, keyB, signedHeaders, strangeKey } from './support/signing.ts'

const at = new Date('2026-03-01T12:00:00.900Z')
const bytesOf = (key: string) => Buffer.from(key.slice('whsec_'.length), 'base64')
const keys = [bytesOf(keyB), bytesOf(keyA)]
const text = '{"type":"payment.succeeded"}'
const seconds = (offset: number) => new Date(at.getTime() + offset * 1_000)

function signed(options: { key?: string; at?: Date; text?: string } = {}): SignedRequest {
  const headers = signedHeaders(options.text ?? text, { at, id: 'msg_0123456789', ...options })
  return {
    id: headers['webhook-id'],
    timestamp: headers['webhook-timestamp'],
    signature: headers['webhook-signature'],
    body: Buffer.from(options.text ?? text),
  }
}

/** Signed by our key whatever the headers are, so that only their form can be the reason for a refusal. */
function signedAs(id: string, timestamp: string): SignedRequest {
  const hmac = createHmac('sha256', bytesOf(keyA)).update(`${id}.${timestamp}.${text}`).digest('base64')
  return { id, timestamp, signature: `v1,${hmac}`, body: Buffer.from(text) }
}

const accepts = (request: SignedRequest) => refusalOf(keys, request, at) === undefined

describe('a webhook signature', () => {
  it('when its headers are in their form, it is accepted', () => {
    expect(accepts(signedAs('msg_0123456789', String(signed().timestamp)))).toBe(true)
    expect(accepts(signed())).toBe(true)
  })

  it('when the library of the specification signed it, it is accepted, as the library itself does', () => {
    const now = new Date()
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(keyA, keyB), (body, key) => {
        const headers = signedHeaders(body, { key, at: now })
        const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers
        expect(new Webhook(key).verify(body, headers)).toEqual(JSON.parse(body))
        expect(refusalOf(keys, { id, timestamp, signature, body: Buffer.from(body) }, now)).toBeUndefined()
      }),
      { numRuns: 50 },
    )
  })

  it('when one bit of body, id, time or signature differs, it is refused', () => {
    const request = signed()
    fc.assert(
      fc.property(fc.constantFrom('body', 'id', 'timestamp', 'signature'), fc.nat(), fc.nat(7), (part, where, bit) => {
        const bytes = Buffer.from(request[part] ?? '')
        const place = where % bytes.length
        bytes[place] = (bytes[place] ?? 0) ^ (1 << bit)
        expect(accepts({ ...request, [part]: part === 'body' ? bytes : bytes.toString('latin1') })).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['junk', 'not a signature'],
    ['of another version only', signed().signature?.replace('v1,', 'v2,')],
    ['without its version', signed().signature?.slice(3)],
    ['doubled, as Node joins two headers', `${signed().signature}, ${signed().signature}`],
    ['beside junk', `${signed().signature} junk`],
    ['the eleventh of its list', `${'v1,AAAA '.repeat(10)}${signed().signature}`],
    ['hex', `v1,${Buffer.from(String(signed().signature).slice(3), 'base64').toString('hex')}`],
    ['with another text of the same bytes', signed().signature?.replace(/.=$/, (end) => `${nextLetter(end)}=`)],
  ])('when the signature is %s, it is refused', (_, signature) => {
    expect(accepts({ ...signed(), signature })).toBe(false)
  })

  it('when the old key, the new key or both have signed, it is accepted; when neither has, refused', () => {
    const both = `${signed({ key: strangeKey }).signature} ${signed({ key: keyA }).signature}`
    expect(accepts(signed({ key: keyA }))).toBe(true)
    expect(accepts(signed({ key: keyB }))).toBe(true)
    expect(accepts({ ...signed(), signature: both })).toBe(true)
    expect(accepts({ ...signed(), signature: `v1a,${'A'.repeat(86)}== ${signed().signature}` })).toBe(true)
    expect(accepts(signed({ key: strangeKey }))).toBe(false)
    expect(refusalOf([bytesOf(keyB)], signed({ key: keyA }), at)).toMatchObject({ code: 'bad-signature' })
  })

  it.each([
    [-301, false],
    [-300, true],
    [0, true],
    [300, true],
    [301, false],
  ])('when it is %i s off, accepted is %s', (offset, isAccepted) => {
    expect(accepts(signed({ at: seconds(offset) }))).toBe(isAccepted)
  })

  it.each([
    '',
    '1772366400abc',
    '1772366400.5',
    '1772366400000',
    ' 1772366400',
    '+177236640',
    '0x699a3d00',
    '1e9',
    'NaN',
  ])('when the time is written %o, it is refused', (timestamp) => {
    expect(accepts(signedAs('msg_0123456789', timestamp))).toBe(false)
    expect(accepts({ ...signed(), timestamp })).toBe(false)
  })

  it.each([
    '',
    '0123456789',
    'msg_short',
    'msg_0123456789.1',
    'msg_0123456789\n',
    `msg_${'a'.repeat(65)}`,
    'msg_01234567é9',
  ])('when the id is %o, it is refused although it is signed', (id) => {
    const { 'webhook-signature': signature } = signedHeaders(text, { id, at })
    expect(accepts({ ...signed(), id, signature })).toBe(false)
  })

  it('when the body is not UTF-8, its bytes are what counts', () => {
    const request = signed({ text: '\uFFFD' })
    expect(accepts(request)).toBe(true)
    expect(accepts({ ...request, body: Uint8Array.of(0xff) })).toBe(false)
  })
})

describe('why a webhook is turned away', () => {
  const ofUs = { id: 'msg_0123456789' }

  it.each<[string, Partial<SignedRequest>, string, string | null]>([
    ['has no id', { id: undefined }, 'missing-header: webhook-id is missing', null],
    ['has no time', { timestamp: '' }, 'missing-header: webhook-timestamp is missing', ofUs.id],
    ['has no signature', { signature: undefined }, 'missing-header: webhook-signature is missing', ofUs.id],
    ['has an odd id', { id: 'a canary' }, 'malformed-header: webhook-id is not in its form', null],
    ['has an odd time', { timestamp: 'a canary' }, 'malformed-header: webhook-timestamp is not in its form', ofUs.id],
    ['is signed oddly', { signature: 'a canary' }, 'malformed-header: webhook-signature is not in its form', ofUs.id],
    ['is old', signed({ at: seconds(-301) }), 'stale-timestamp: its time is 301 s behind our clock', ofUs.id],
    ['is early', signed({ at: seconds(400) }), 'stale-timestamp: its time is 400 s ahead of our clock', ofUs.id],
    ['is forged', signed({ key: strangeKey }), 'bad-signature: it is signed by no key of ours', ofUs.id],
  ])('when it %s, it says so, and nothing that came with it', (_, changes, reason, eventId) => {
    const refusal = refusalOf(keys, { ...signed(), ...changes }, at)
    expect(refusal && `${refusal.code}: ${refusal.detail}`).toBe(reason)
    expect(refusal?.eventId).toBe(eventId)
  })
})

/** The last letter of 32 bytes in base64 has two bits that mean nothing. */
function nextLetter(end: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  return letters[letters.indexOf(end[0] ?? '') ^ 1] ?? ''
}
