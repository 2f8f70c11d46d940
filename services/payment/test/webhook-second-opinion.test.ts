import { createHmac } from 'node:crypto'
import { webhookSecret } from '@waybill/contracts'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { refusalOf, type SignedRequest } from '../src/domain/webhook-signature.ts'
import { keyA, keyB, signedHeaders, strangeKey } from './support/signing.ts'

const bytesOf = (key: string) => Buffer.from(key.slice('whsec_'.length), 'base64')
const keys = [bytesOf(keyA), bytesOf(keyB)]
const text = '{"type":"payment.succeeded","amountMinor":1999}'
const secondsOf = (date: Date) => String(Math.floor(date.getTime() / 1_000))

/** Signed as the specification says, whatever the headers look like. */
function signedAs(id: string, timestamp: string, body: string | Uint8Array = text, key = keyA): SignedRequest {
  const hmac = createHmac('sha256', bytesOf(key)).update(`${id}.${timestamp}.`).update(body).digest('base64')
  return { id, timestamp, signature: `v1,${hmac}`, body: Buffer.from(body) }
}

const weAccept = (request: SignedRequest, now = new Date()) => refusalOf(keys, request, now) === undefined

/** What the specification's own library says; it takes the time from its machine. */
function libraryAccepts({ id = '', timestamp = '', signature = '', body }: SignedRequest): boolean {
  const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature }
  return [keyA, keyB].some((key) => {
    try {
      new Webhook(key).verify(Buffer.from(body).toString(), headers)
      return true
    } catch {
      return false
    }
  })
}

function genuine(key = keyA, at = new Date()): SignedRequest {
  const headers = signedHeaders(text, { key, at })
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers
  return { id, timestamp, signature, body: Buffer.from(text) }
}

const shifted = (seconds: number) => new Date(Date.now() + seconds * 1_000)

describe('a webhook signature beside the library of the specification', () => {
  it.each<[string, () => SignedRequest, boolean]>([
    ['is genuine', () => genuine(), true],
    ['is signed by the key that is rotated out', () => genuine(keyB), true],
    ['is signed by a key that was never ours', () => genuine(strangeKey), false],
    ['is signed by a strange key and by ours', () => listed(genuine(strangeKey), genuine()), true],
    ['is 290 s old', () => genuine(keyA, shifted(-290)), true],
    ['is replayed after 310 s', () => genuine(keyA, shifted(-310)), false],
    ['comes 310 s too early', () => genuine(keyA, shifted(310)), false],
    ['has the time of another call', () => ({ ...genuine(), timestamp: secondsOf(shifted(5)) }), false],
    ['has the id of another call', () => ({ ...genuine(), id: 'msg_another-id' }), false],
    ['has the body of another call', () => ({ ...genuine(), body: Buffer.from(text.replace('1999', '1')) }), false],
    ['is of another version', () => versioned(genuine(), 'v2'), false],
    ['has no version', () => ({ ...genuine(), signature: String(genuine().signature).slice(3) }), false],
  ])('when it %s, both say the same', (_, request, accepted) => {
    expect([weAccept(request()), libraryAccepts(request())]).toEqual([accepted, accepted])
  })

  // Each is a request that the library takes, and that we must refuse: one text has one meaning, or none.
  it.each<[string, () => SignedRequest]>([
    ['a time with letters after it', () => timed((time) => `${time}abc`)],
    ['a time with a fraction', () => timed((time) => `${time}.9`)],
    ['a time after a blank', () => timed((time) => ` ${time}`)],
    ['a time with a sign', () => timed((time) => `+${time}`)],
    ['a time with a leading zero', () => timed((time) => `0${time}`)],
    ['its signature doubled, as Node joins two headers', () => doubled(genuine())],
    ['an id that is a part of the time', () => movedDot()],
    ['an id that is no id', () => signedAs('.', secondsOf(new Date()))],
    ['bytes that are no UTF-8, for those that were signed', () => withInvalidUtf8()],
    ['junk beside its signature', () => withJunk(genuine())],
    ['its signature at the end of a list without end', () => atTheEndOfMany()],
  ])('when it has %s, the library accepts it and we do not', (_, request) => {
    expect([weAccept(request()), libraryAccepts(request())]).toEqual([false, true])
  })

  it('when a key has one byte, the library signs with it, and our configuration refuses it', () => {
    expect(new Webhook('whsec_AA==').sign('msg_0123456789', new Date(), text)).toMatch(/^v1,/)
    expect(webhookSecret.safeParse('whsec_AA==').success).toBe(false)
  })

  it('when it is signed and no JSON, the library throws a SyntaxError, and we accept it: it is kept for an operator', () => {
    const request = signedAs('msg_0123456789', secondsOf(new Date()), 'this is not JSON')
    const { id = '', timestamp = '', signature = '' } = request
    const headers = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature }
    expect(() => new Webhook(keyA).verify('this is not JSON', headers)).toThrow(SyntaxError)
    expect(weAccept(request)).toBe(true)
  })

  it('when it is spoiled in any part by any byte, what we accept the library accepts, too', () => {
    const part = fc.constantFrom('body' as const, 'id' as const, 'timestamp' as const, 'signature' as const)
    const change = fc.constantFrom(...byteChanges)
    fc.assert(
      fc.property(part, fc.nat(), change, fc.nat(255), (spoiled, where, [, apply], byte) => {
        const request = genuine()
        const bytes = apply(Buffer.from(request[spoiled] ?? ''), where, byte)
        const changed = { ...request, [spoiled]: spoiled === 'body' ? bytes : bytes.toString('latin1') }
        const isSame = bytes.equals(Buffer.from(request[spoiled] ?? ''))
        expect(weAccept(changed)).toBe(isSame)
        if (weAccept(changed)) expect(libraryAccepts(changed)).toBe(true)
      }),
      { numRuns: 3_000 },
    )
  })
})

type Change = (bytes: Buffer, where: number, byte: number) => Buffer
const at = (bytes: Buffer, where: number) => where % bytes.length

const byteChanges: [string, Change][] = [
  ['replaced', (bytes, where, byte) => spliced(bytes, at(bytes, where), 1, [byte])],
  ['added', (bytes, where, byte) => spliced(bytes, at(bytes, where), 0, [byte])],
  ['taken away', (bytes, where) => spliced(bytes, at(bytes, where), 1, [])],
  ['put at the end', (bytes, _, byte) => spliced(bytes, bytes.length, 0, [byte])],
  ['in the other case', (bytes, where) => spliced(bytes, at(bytes, where), 1, [(bytes[at(bytes, where)] ?? 0) ^ 32])],
  ['cut off', (bytes, where) => bytes.subarray(0, at(bytes, where))],
]

const spliced = (bytes: Buffer, from: number, count: number, put: number[]) =>
  Buffer.concat([bytes.subarray(0, from), Buffer.from(put), bytes.subarray(from + count)])

/** Both signed the same id, time and body. */
function listed(first: SignedRequest, second: SignedRequest): SignedRequest {
  const signature = (key: string) => signedAs(String(second.id), String(second.timestamp), text, key).signature
  return { ...second, signature: `${signature(strangeKey)} ${first.signature} ${second.signature}` }
}

const doubled = (request: SignedRequest) => ({ ...request, signature: `${request.signature}, ${request.signature}` })

const withJunk = (request: SignedRequest) => ({ ...request, signature: `${request.signature} junk` })

/** Signed with the time as a number, which is what the library makes of the header before it compares. */
function timed(write: (time: string) => string): SignedRequest {
  const request = genuine()
  return { ...request, timestamp: write(String(request.timestamp)) }
}

const versioned = (request: SignedRequest, version: string) => ({
  ...request,
  signature: String(request.signature).replace('v1', version),
})

/** `a.1.2` may be read as id `a.1` at `2` or as id `a` at `1.2`. */
function movedDot(): SignedRequest {
  const time = secondsOf(new Date())
  const { signature, body } = signedAs('msg_0123456789', `${time}.${time}`)
  return { id: `msg_0123456789.${time}`, timestamp: time, signature, body }
}

/** The signature is of U+FFFD, which is what a decoder makes of the byte that came. */
function withInvalidUtf8(): SignedRequest {
  const signed = '{"type":"\ufffd"}'
  const came = Buffer.from('{"type":"\xff"}', 'latin1')
  return { ...signedAs('msg_0123456789', secondsOf(new Date()), signed), body: came }
}

function atTheEndOfMany(): SignedRequest {
  const request = genuine()
  return { ...request, signature: `${'v1,AAAA '.repeat(10_000)}${request.signature}` }
}
