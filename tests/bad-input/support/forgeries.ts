import { randomUUIDv7 } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import type { Header } from './exchange.ts'

export type Signed = { id: string; timestamp: string; signature: string; body: string }
type Signing = { key: string; offsetSeconds?: number; body: string; id?: string }
type Forgery = (
  genuine: Signed,
  sign: (options: Partial<Signing>) => Signed,
) => Partial<Signed> & { also?: readonly Header[] }

const strangeKey = `whsec_${Buffer.alloc(32, 'x').toString('base64')}`
const flipped = (text: string, at: number) => text.replace(text[at] ?? '', text[at] === 'A' ? 'B' : 'A')

/** Every way in which a webhook may look genuine and is not. */
export const forgeries: Readonly<Record<string, Forgery>> = {
  'is not signed': () => ({ signature: '' }),
  'has no id': () => ({ id: '' }),
  'has no time': () => ({ timestamp: '' }),
  'is signed by a strange key': (_, sign) => sign({ key: strangeKey }),
  'is too old': (_, sign) => sign({ offsetSeconds: -302 }),
  'is too early': (_, sign) => sign({ offsetSeconds: 330 }),
  'has a letter of its signature changed': ({ signature }) => ({ signature: flipped(signature, 10) }),
  'has a letter of its id changed': ({ id }) => ({ id: `${id.slice(0, -1)}${id.endsWith('0') ? '1' : '0'}` }),
  'has another time': ({ timestamp }) => ({ timestamp: String(Number(timestamp) - 1) }),
  'has its time in milliseconds': ({ timestamp }) => ({ timestamp: `${timestamp}000` }),
  'has letters after its time': ({ timestamp }) => ({ timestamp: `${timestamp}abc` }),
  'has a fraction of its time': ({ timestamp }) => ({ timestamp: `${timestamp}.5` }),
  'has another body': ({ body }) => ({ body: body.replace('succeeded', 'failed') }),
  'has a blank after its body': ({ body }) => ({ body: `${body} ` }),
  'has its signature twice': ({ signature }) => ({ also: [['webhook-signature', signature]] }),
  'has its time twice': ({ timestamp }) => ({ also: [['webhook-timestamp', timestamp]] }),
  'has its id twice': ({ id }) => ({ also: [['webhook-id', id]] }),
  'is signed with junk': () => ({ signature: 'v1,junk v1a,junk junk' }),
  'is signed at great length': () => ({ signature: `v1,${'A'.repeat(8_000)}` }),
}

/** As the provider signs it, by the specification's own library. */
export function signed({ key, offsetSeconds = 0, body, id = `msg_${randomUUIDv7()}` }: Signing): Signed {
  const at = new Date(Date.now() + offsetSeconds * 1_000)
  const timestamp = String(Math.floor(at.getTime() / 1_000))
  return { id, timestamp, signature: new Webhook(key).sign(id, at, body), body }
}

/** The headers, a doubled one twice, and the body of a forged webhook: this `body`, were it genuine, is signed by this `key`. */
export function forged(forge: Forgery, { key, body }: Signing): { headers: Header[]; body: string } {
  const genuine = signed({ key, body })
  const { also = [], ...changes } = forge(genuine, (options) => signed({ key, body, ...options }))
  const message = { ...genuine, ...changes }
  return { headers: [...headersOf(message), ...also], body: message.body }
}

/** The headers that say who signed it and when; what is empty is left out. */
export function headersOf({ id, timestamp, signature }: Signed): Header[] {
  const all: Header[] = [
    ['webhook-id', id],
    ['webhook-timestamp', timestamp],
    ['webhook-signature', signature],
  ]
  return all.filter(([, value]) => value !== '')
}
