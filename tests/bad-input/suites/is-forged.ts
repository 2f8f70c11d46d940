import { randomUUIDv7 } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { expect, it } from 'vitest'
import { baseRequest } from '../support/base-request.ts'
import { endpoints } from '../support/endpoints.ts'
import { exchange, type Header } from '../support/exchange.ts'
import { faultsOf } from '../support/expect-answer.ts'
import { inParallel } from '../support/in-parallel.ts'
import type { System } from '../support/start-system.ts'

type Signed = { id: string; timestamp: string; signature: string; body: string }
type Forgery = (genuine: Signed, sign: (options?: Signing) => Signed) => Partial<Signed> & { also?: Header[] }
type Signing = { key?: string; offsetSeconds?: number; body?: string }

const strangeKey = `whsec_${Buffer.alloc(32, 'x').toString('base64')}`
const flipped = (text: string, at: number) => text.replace(text[at] ?? '', text[at] === 'A' ? 'B' : 'A')

const forgeries: Record<string, Forgery> = {
  'is not signed': () => ({ signature: '' }),
  'has no id': () => ({ id: '' }),
  'has no time': () => ({ timestamp: '' }),
  'is signed by a strange key': (_, sign) => sign({ key: strangeKey }),
  'is 301 s old': (_, sign) => sign({ offsetSeconds: -302 }),
  'is 301 s too early': (_, sign) => sign({ offsetSeconds: 330 }),
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

const timesEach = 50

/** The door that the world may knock at: what is not signed is 401 and leaves no row, however it looks. */
export function isForged(system: () => System): void {
  it.each(Object.entries(forgeries))(
    `when ${timesEach} webhooks come and each %s, each is 401 and none leaves a row`,
    async (_, forge) => {
      const { tables, webhookSecret } = system()
      const before = await tables.read()
      const faults: string[] = []
      await inParallel(Array.from({ length: timesEach }), 8, async () => {
        const body = eventFor(system())
        const genuine = signed({ key: webhookSecret, body })
        const { also = [], ...forged } = forge(genuine, (options) => signed({ key: webhookSecret, body, ...options }))
        const answer = await post({ ...genuine, ...forged }, also, system())
        faults.push(...faultsOf(answer, { status: 401, code: 'invalid-signature' }))
      })
      expect(faults).toEqual([])
      expect(await tables.read()).toEqual(before)
    },
  )

  it('when it is genuine, it is 204: else the others would prove nothing', async () => {
    const { webhookSecret } = system()
    const body = JSON.stringify({ type: 'payment.unheard-of', timestamp: new Date().toISOString(), data: {} })
    expect((await post(signed({ key: webhookSecret, body }), [], system())).status).toBe(204)
  })
}

function signed({ key = '', offsetSeconds = 0, body = '' }: Signing): Signed {
  const id = `msg_${randomUUIDv7()}`
  const at = new Date(Date.now() + offsetSeconds * 1_000)
  return {
    id,
    timestamp: String(Math.floor(at.getTime() / 1_000)),
    signature: new Webhook(key).sign(id, at, body),
    body,
  }
}

/** It would be believed, were it signed: about a payment that exists. */
const eventFor = ({ ids }: System) =>
  JSON.stringify({
    type: 'payment.succeeded',
    timestamp: new Date().toISOString(),
    data: { paymentRequestId: 'wpr_1', merchantReference: ids.paymentId, amountMinor: 1_999, currency: 'EUR' },
  })

function post({ id, timestamp, signature, body }: Signed, also: Header[], system: System) {
  const [webhook] = endpoints.filter((endpoint) => endpoint.body === 'raw')
  if (!webhook) throw new Error('no route takes signed bytes')
  const sound = baseRequest(webhook, system)
  const all: Header[] = [
    ['webhook-id', id],
    ['webhook-timestamp', timestamp],
    ['webhook-signature', signature],
  ]
  const given = all.filter(([, value]) => value !== '')
  const headers = [...sound.headers, ...given, ...also]
  return exchange(system.urls.payment ?? '', { ...sound, headers, body: Buffer.from(body) })
}
