import { type Email, type PageRequest, type Pagination, paginationOf, placeOf } from '@waybill/contracts'
import type { EmailFilter, EmailLog } from '../repositories/email-log.ts'

export type EmailQuery = EmailFilter & PageRequest

/** The e-mails of an order, or those in one state, newest first, each with every try. */
export function createListEmails({ log }: { log: Pick<EmailLog, 'page'> }) {
  return async (query: EmailQuery): Promise<{ data: Email[]; pagination: Pagination }> => {
    const { limit, offset } = placeOf(query)
    const { total, data } = await log.page(query, limit, offset)
    return { data, pagination: paginationOf(query, total) }
  }
}

export type ListEmails = ReturnType<typeof createListEmails>
