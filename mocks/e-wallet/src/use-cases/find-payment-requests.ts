import type { WalletPayment } from '@waybill/contracts'
import type { Payments } from '../repositories/payments.ts'

export type FindRequest = {
  merchantReference?: string | undefined
  createdFrom?: string | undefined
  createdTo?: string | undefined
  after?: string | undefined
}

const pageSize = 100

/** The truth about one payment by its reference, or all of a span of time, oldest first. */
export function createFindPaymentRequests({
  payments,
}: {
  payments: Pick<Payments, 'findByReference' | 'createdBetween'>
}) {
  return async (request: FindRequest): Promise<{ data: WalletPayment[]; nextAfter: string | null }> => {
    if (request.merchantReference !== undefined) {
      return { data: await payments.findByReference(request.merchantReference), nextAfter: null }
    }
    const { createdFrom = '-infinity', createdTo = 'infinity', after = '' } = request
    const data = await payments.createdBetween(createdFrom, createdTo, after, pageSize + 1)
    const page = data.slice(0, pageSize)
    return { data: page, nextAfter: data.length > pageSize ? (page.at(-1)?.paymentRequestId ?? null) : null }
  }
}

export type FindPaymentRequests = ReturnType<typeof createFindPaymentRequests>
