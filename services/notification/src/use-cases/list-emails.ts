import type { Email } from '@waybill/contracts'
import type { EmailLog } from '../repositories/email-log.ts'

/** The e-mails of an order with every try, oldest first. */
export function createListEmails({ log }: { log: Pick<EmailLog, 'ofOrder'> }) {
  return (orderId: string): Promise<Email[]> => log.ofOrder(orderId)
}

export type ListEmails = ReturnType<typeof createListEmails>
