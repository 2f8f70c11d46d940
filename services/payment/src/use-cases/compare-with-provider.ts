import type { PaymentSummary } from '@waybill/contracts'
import { differenceOf, type ListedPayment } from '../domain/comparison.ts'
import type { ProviderAnswer } from '../domain/provider-answer.ts'
import type { Payments } from '../repositories/payments.ts'
import type { Reconciliations } from '../repositories/reconciliations.ts'

type Deps = {
  reconciliations: Pick<Reconciliations, 'findAll' | 'succeededBetween'>
  payments: Pick<Payments, 'flag'>
  list: (from: string, to: string) => Promise<ListedPayment[]>
  ask: (payment: PaymentSummary) => Promise<ProviderAnswer>
  now: () => Date
  alert: (paymentReference: string, what: string) => void
}

const hourMs = 3_600_000
const sliceHours = 6

/**
 * Compares the provider's list of two days with ours, both ways; without the last hour, which may still be moving. Each
 * difference is an alert, and flags the payment that it concerns.
 */
export function createCompareWithProvider(deps: Deps) {
  return async (): Promise<void> => {
    const end = deps.now().getTime() - hourMs
    for (let hours = 48; hours > 0; hours -= sliceHours) {
      const from = end - hours * hourMs
      await compareSlice(new Date(from).toISOString(), new Date(from + sliceHours * hourMs).toISOString(), deps)
    }
  }
}

async function compareSlice(from: string, to: string, deps: Deps): Promise<void> {
  const { reconciliations, list, ask } = deps
  const theirs = await list(from, to)
  const references = theirs.map((listed) => listed.merchantReference).filter(isId)
  const ours = new Map((await reconciliations.findAll(references)).map((payment) => [payment.id, payment]))
  for (const listed of theirs) {
    const payment = ours.get(listed.merchantReference)
    await report(listed.merchantReference, differenceOf(payment, listed), payment, deps)
  }
  // One that is listed in the slice beside is no difference: so each is asked for before anybody is told.
  for (const payment of await reconciliations.succeededBetween(from, to, references)) {
    const isUnknown = (await ask(payment)).kind === 'none'
    await report(payment.id, isUnknown ? 'the provider does not know it' : undefined, payment, deps)
  }
}

const isId = (reference: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(reference)

async function report(
  reference: string,
  difference: string | undefined,
  payment: PaymentSummary | undefined,
  { alert, payments }: Deps,
): Promise<void> {
  if (!difference) return
  alert(reference, difference)
  if (payment) await payments.flag(payment.id, `comparison: ${difference}`)
}
