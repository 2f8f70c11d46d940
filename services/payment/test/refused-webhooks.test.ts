import { fixedClock } from '@waybill/test-kit'
import { describe, expect, it } from 'vitest'
import { createRefusedWebhooks } from '../src/repositories/refused-webhooks.ts'
import { createReceiveWebhook } from '../src/use-cases/receive-webhook.ts'
import { signedHeaders, strangeKey } from './support/signing.ts'

const body = '{"secret":"a canary"}'

function receiving() {
  const refused = createRefusedWebhooks({ keep: 100 })
  const never = () => {
    throw new Error('nothing of a forged call may be written')
  }
  const receive = createReceiveWebhook({
    ...{
      events: { store: never },
      payments: { flag: never },
      refused,
      keys: [Buffer.alloc(32, 'k')],
      now: fixedClock(),
    },
    ...{ stored: never, alert: never },
  })
  return { refused, receive }
}

function forged(id: string) {
  const headers = signedHeaders(body, { id, at: fixedClock()(), key: strangeKey })
  const { 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers
  return { id, timestamp, signature, body: Buffer.from(body) }
}

describe('the memory of calls that were turned away', () => {
  it('when 10,000 forged ones come, the newest 100 are kept, newest first, and all are counted', async () => {
    const { refused, receive } = receiving()
    const sent = forged('msg_00000000')
    for (let count = 1; count <= 10_000; count += 1) {
      const id = `msg_${String(count).padStart(8, '0')}`
      await expect(receive({ ...sent, id })).rejects.toMatchObject({ code: 'invalid-signature' })
    }
    expect(refused.total()).toBe(10_000)
    const ids = refused.list().map(({ eventId }) => eventId)
    expect([ids.length, ids[0], ids[99]]).toEqual([100, 'msg_00010000', 'msg_00009901'])
  })

  it('when one is kept, it is when and why, and neither body nor signature', async () => {
    const { refused, receive } = receiving()
    const sent = forged('msg_00000000')
    await expect(receive(sent)).rejects.toMatchObject({ code: 'invalid-signature' })
    await expect(receive({ ...sent, id: 'msg_<script>' })).rejects.toMatchObject({ code: 'invalid-signature' })
    const at = '2026-01-15T10:00:00.000Z'
    expect(refused.list()).toEqual([
      { at, code: 'malformed-header', detail: 'webhook-id is not in its form', eventId: null },
      { at, code: 'bad-signature', detail: 'it is signed by no key of ours', eventId: 'msg_00000000' },
    ])
  })
})
