import { randomUUIDv7 } from 'node:crypto'
import type { WalletPayment } from '@waybill/contracts'
import { startTestServer } from '@waybill/test-kit'
import { type Answer, type Asked, answerJson, readRequest } from './answers.ts'

type Behaviour = { submit?: Answer[]; ask?: Answer[] }

/**
 * A payment provider that takes every request and decides nothing by itself. A test tells it, by the amount of a payment, how
 * to answer next: each entry answers once, the last one for ever, and without one it answers as it should.
 */
export async function startWalletStub() {
  const payments = new Map<string, WalletPayment>()
  const amounts = new Map<string, number>()
  const behaviours = new Map<number, Behaviour>()
  const asked: Asked[] = []

  function take({ body }: Asked): WalletPayment {
    const { merchantReference, amountMinor, currency } = body as WalletPayment
    const known = payments.get(merchantReference)
    if (known) return known
    const times = { createdAt: new Date().toISOString(), decidedAt: null }
    const figures = { merchantReference, amountMinor, currency }
    const taken = { paymentRequestId: `wpr_${randomUUIDv7()}`, ...figures, ...times, failureReason: null }
    payments.set(merchantReference, { ...taken, status: 'undecided' })
    return { ...taken, status: 'undecided' }
  }

  function find({ url }: Asked) {
    const reference = url.searchParams.get('merchantReference')
    const found = reference === null ? [] : [payments.get(reference)].filter((payment) => payment !== undefined)
    return { data: found, nextAfter: null }
  }

  const server = await startTestServer(async (request, response) => {
    const call = await readRequest(request)
    asked.push(call)
    const isSubmit = call.method === 'POST'
    const reference = isSubmit ? String(call.body.merchantReference) : call.url.searchParams.get('merchantReference')
    if (isSubmit) amounts.set(String(reference), Number(call.body.amountMinor))
    const behaviour = behaviours.get(amounts.get(reference ?? '') ?? -1) ?? {}
    const answers = (isSubmit ? behaviour.submit : behaviour.ask) ?? []
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    if (answer) return answer(response, () => take(call))
    if (isSubmit) answerJson(response, 202, take(call))
    else answerJson(response, 200, find(call))
  })

  return {
    ...{ url: server.url, stop: server.stop, asked, payments },
    /** How it answers for payments of this amount. */
    behave: (amountMinor: number, behaviour: Behaviour) => void behaviours.set(amountMinor, behaviour),
    behaveAgain: (amountMinor: number) => void behaviours.delete(amountMinor),
    /** What its answer by reference says from now on. */
    decide(merchantReference: string, changes: Partial<WalletPayment>) {
      const known = payments.get(merchantReference)
      if (!known) throw new Error('the stub has no such payment')
      payments.set(merchantReference, { ...known, decidedAt: new Date().toISOString(), ...changes })
    },
    submissions: (reference: string) => asked.filter(({ body }) => body.merchantReference === reference),
    asks: (reference: string) => asked.filter(({ url }) => url.searchParams.get('merchantReference') === reference),
  }
}
