import { queryOptions } from '@tanstack/react-query'
import { type Email, type EmailStatus, emailsApi } from '@waybill/contracts'
import { live, liveList, opsRequest, pageQuery } from './ops-request.ts'

export type EmailFilters = { status?: EmailStatus | undefined; page?: number | undefined }

/** One page of e-mails, newest first. */
export const emailsQuery = ({ status, page }: EmailFilters) =>
  queryOptions({
    queryKey: ['ops', 'notification', 'emails', { status, page }],
    queryFn: ({ signal }) =>
      opsRequest(emailsApi.list, { query: { status, ...pageQuery(page) } }, signal).then(({ body }) => body),
    ...liveList,
  })

/** The e-mails of one order. */
export const emailsOfOrderQuery = (orderId: string) =>
  queryOptions({
    queryKey: ['ops', 'notification', 'emails', { orderId }],
    queryFn: ({ signal }) =>
      opsRequest(emailsApi.list, { query: { orderId, pageSize: '100' } }, signal).then(({ body }) => body.data),
    ...live(),
  })

/** Once sent, an e-mail may be sent again; of one that never was, the job is what to retry. */
export const mayResend = ({ status, sentAt }: Email) => sentAt !== null && (status === 'sent' || status === 'failed')

/** Sends an e-mail once more. The key makes one wish one e-mail, however often it is asked for. */
export const resendEmail = (emailId: string, idempotencyKey: string, reason: string) =>
  opsRequest(emailsApi.resend, {
    params: { emailId },
    headers: { 'idempotency-key': idempotencyKey },
    body: { reason },
  })
