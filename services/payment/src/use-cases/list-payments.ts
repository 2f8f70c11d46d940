import { type PageRequest, type Pagination, type PaymentSummary, paginationOf, placeOf } from '@waybill/contracts'
import type { Operations, PaymentFilter } from '../repositories/operations.ts'

export type PaymentQuery = PaymentFilter & PageRequest

/** Payments of an order, those without an answer, or those whose money does not fit, newest first. */
export function createListPayments(deps: { operations: Pick<Operations, 'page'> }) {
  return async (query: PaymentQuery): Promise<{ data: PaymentSummary[]; pagination: Pagination }> => {
    const { limit, offset } = placeOf(query)
    const { total, data } = await deps.operations.page(query, limit, offset)
    return { data, pagination: paginationOf(query, total) }
  }
}

export type ListPayments = ReturnType<typeof createListPayments>
