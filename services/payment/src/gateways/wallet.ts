import { type CallInput, eWalletApi, type PaymentSummary, type WalletPayment } from '@waybill/contracts'
import { NeighbourFault, retryAfterMsOf } from '@waybill/errors'
import type { CallAnswer, Client } from '@waybill/http-client'
import type { Logger } from '@waybill/logger'
import { mismatchOf, type ProviderAnswer, type Submitted } from '../domain/provider-answer.ts'

type ListQuery = CallInput<typeof eWalletApi.find>['query']
type ListAnswer = CallAnswer<typeof eWalletApi.find>

/** The payment provider. Our payment id is its merchant reference and the key of every request. */
export function createWalletGateway(deps: { submitCall: Client; askCall: Client; logger: Logger }) {
  return {
    /** A fault of the provider is an unknown outcome, never an error. */
    submit(payment: PaymentSummary): Promise<Submitted> {
      const { id, amountMinor, currency } = payment
      return orUnknown(id, deps.logger, async () => {
        const body = { merchantReference: id, amountMinor, currency }
        const answer = await deps.submitCall(eWalletApi.request, { headers: { 'idempotency-key': id }, body })
        if (answer.status === 202) return answerOf(answer.body, payment)
        return { kind: 'refused', code: answer.body.code, isConflict: answer.status === 409 }
      })
    },

    /** Asks by reference. Only an empty list says that the provider has no such payment; no answer says nothing. */
    ask(payment: PaymentSummary): Promise<ProviderAnswer> {
      return orUnknown(payment.id, deps.logger, async () => {
        const answer = await deps.askCall(eWalletApi.find, { query: { merchantReference: payment.id } })
        if (answer.status !== 200) return { kind: 'unknown' }
        const [found] = answer.body.data
        return found ? answerOf(found, payment) : { kind: 'none' }
      })
    },

    /** All payments that the provider got in a span of time; throws when it does not answer. */
    async list(createdFrom: string, createdTo: string): Promise<WalletPayment[]> {
      const found: WalletPayment[] = []
      let query: ListQuery = { createdFrom, createdTo }
      while (query) {
        const answer: ListAnswer = await deps.askCall(eWalletApi.find, { query })
        if (answer.status !== 200) throw new Error(`the provider answered ${answer.status} to a list`)
        found.push(...answer.body.data)
        query = answer.body.nextAfter ? { ...query, after: answer.body.nextAfter } : undefined
      }
      return found
    },
  }
}

function answerOf(found: WalletPayment, ours: PaymentSummary): ProviderAnswer {
  const detail = found.merchantReference === ours.id ? mismatchOf(ours, found) : 'another reference'
  if (detail) return { kind: 'mismatch', detail }
  const { paymentRequestId: providerPaymentId, status, failureReason, decidedAt, createdAt } = found
  if (status === 'undecided') return { kind: 'undecided', providerPaymentId }
  return { kind: 'decided', providerPaymentId, outcome: status, failureReason, decidedAt: decidedAt ?? createdAt }
}

async function orUnknown<Answer>(paymentId: string, logger: Logger, call: () => Promise<Answer>) {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof NeighbourFault)) throw error
    logger.warn({ err: error, paymentId }, 'the provider did not answer')
    return { kind: 'unknown' as const, retryAfterMs: retryAfterMsOf(error) }
  }
}
