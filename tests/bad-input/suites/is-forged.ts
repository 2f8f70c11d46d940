import { inParallel } from '@waybill/test-kit'
import { expect, it } from 'vitest'
import { baseRequest } from '../support/base-request.ts'
import { endpoints } from '../support/endpoints.ts'
import { exchange, type Header } from '../support/exchange.ts'
import { faultsOf } from '../support/expect-answer.ts'
import { forged, forgeries, headersOf, signed } from '../support/forgeries.ts'
import type { System } from '../support/start-system.ts'

const timesEach = 50

/** The door that the world may knock at: what is not signed is 401 and leaves no row, however it looks. */
export function isForged(system: () => System): void {
  it.each(Object.entries(forgeries))(
    `when ${timesEach} webhooks come and each %s, each is 401 and none leaves a row`,
    async (_, forge) => {
      const { tables, webhookSecret: key } = system()
      const before = await tables.read()
      const faults: string[] = []
      await inParallel(Array.from({ length: timesEach }), 8, async () => {
        const answer = await post(forged(forge, { key, body: eventFor(system()) }), system())
        faults.push(...faultsOf(answer, { status: 401, code: 'invalid-signature' }))
      })
      expect(faults).toEqual([])
      expect(await tables.read()).toEqual(before)
    },
  )

  it('when it is genuine, it is 204: else the others would prove nothing', async () => {
    const body = JSON.stringify({ type: 'payment.unheard-of', timestamp: new Date().toISOString(), data: {} })
    const genuine = signed({ key: system().webhookSecret, body })
    expect((await post({ headers: headersOf(genuine), body }, system())).status).toBe(204)
  })
}

/** It would be believed, were it signed: about a payment that exists. */
const eventFor = ({ ids }: System) =>
  JSON.stringify({
    type: 'payment.succeeded',
    timestamp: new Date().toISOString(),
    data: { paymentRequestId: 'wpr_1', merchantReference: ids.paymentId, amountMinor: 1_999, currency: 'EUR' },
  })

function post({ headers, body }: { headers: Header[]; body: string }, system: System) {
  const [webhook] = endpoints.filter((endpoint) => endpoint.body === 'raw')
  if (!webhook) throw new Error('no route takes signed bytes')
  const sound = baseRequest(webhook, system)
  const whole = { ...sound, headers: [...sound.headers, ...headers], body: Buffer.from(body) }
  return exchange(system.urls.payment ?? '', whole)
}
