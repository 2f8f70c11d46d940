import type { EmailAccepted, EmailStatus } from '@waybill/contracts'
import { AppError } from '@waybill/errors'
import { decidedStates } from '../domain/email.ts'
import type { EmailLog } from '../repositories/email-log.ts'

export type ResendRequest = { emailId: string; operator: string; reason: string; idempotencyKey: string }

type Deps = {
  log: Pick<EmailLog, 'resend' | 'resentUnder' | 'statusOf'>
  newId: () => string
  traceparent: () => string | undefined
  queued: () => void
}

/** An operator has a decided e-mail sent once more, once per key. One whose job failed is not resent: the job is what to retry. */
export function createResendEmail({ log, newId, traceparent, queued }: Deps) {
  return async (request: ResendRequest): Promise<EmailAccepted> => {
    const { emailId } = request
    if (await log.resend({ ...request, actionId: newId(), traceparent: traceparent() })) queued()
    else await refuseUnlessRepeated(request, log)
    return { emailId }
  }
}

export type ResendEmail = ReturnType<typeof createResendEmail>

async function refuseUnlessRepeated({ emailId, reason, idempotencyKey }: ResendRequest, log: Deps['log']) {
  const before = await log.resentUnder(idempotencyKey)
  if (before?.emailId === emailId && before.reason === reason) return
  if (before) throw new AppError('unprocessable', 'idempotency-key-reused', 'This key was used for another request')
  throw refusalOf(await log.statusOf(emailId))
}

function refusalOf(status: EmailStatus | undefined): AppError {
  if (!status) return new AppError('not-found', 'email-not-found', 'There is no such e-mail')
  if (!decidedStates.includes(status)) {
    return new AppError('conflict', 'email-not-decided', 'The e-mail is still on its way')
  }
  return new AppError('conflict', 'job-failed', 'The notification job of this e-mail failed: retry the job')
}
