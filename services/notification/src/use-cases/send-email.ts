import type { EmailAccepted, SendEmail } from '@waybill/contracts'
import { AppError } from '@waybill/errors'
import { subjectOf } from '../domain/content.ts'
import { decidedStates } from '../domain/email.ts'
import type { Emails, KnownEmail, NewEmail } from '../repositories/emails.ts'

type Deps = {
  emails: Emails
  /** Of the request without its attempt, which may rise under the same key. */
  hashOf: (request: Omit<SendEmail, 'attempt'> & { userId: string }) => string
  messageDomain: string
  newId: () => string
  traceparent: () => string | undefined
  queued: () => void
  reported: () => void
}

/**
 * Queues an e-mail once per key; it is sent after the answer. A higher attempt queues a failed one again; a repeat for one that
 * is decided has its end reported again, under the highest attempt.
 */
export function createSendEmail(deps: Deps) {
  return async (userId: string, request: SendEmail, idempotencyKey: string): Promise<EmailAccepted> => {
    const { attempt, ...fixed } = request
    const requestHash = deps.hashOf({ ...fixed, userId })
    const asked = {
      userId,
      scope: `u:${userId}`,
      idempotencyKey,
      requestHash,
      request,
      traceparent: deps.traceparent(),
    }
    const email = (await insert(asked, deps)) ?? (await askAgain(asked, deps))
    if (decidedStates.includes(email.status)) deps.reported()
    else deps.queued()
    return { emailId: email.id }
  }
}

export type SendEmailOnce = ReturnType<typeof createSendEmail>

type Asked = Omit<NewEmail, 'id' | 'subject' | 'messageId'>

function insert(asked: Asked, { emails, newId, messageDomain }: Deps): Promise<KnownEmail | undefined> {
  const id = newId()
  const { template, data } = asked.request
  const subject = subjectOf(template, data.orderName)
  return emails.insert({ ...asked, id, subject, messageId: `<${id}@${messageDomain}>` })
}

async function askAgain(asked: Asked, { emails }: Deps): Promise<KnownEmail> {
  const { scope, idempotencyKey, requestHash, request, traceparent } = asked
  const known = await emails.findByKey(scope, idempotencyKey)
  if (known && known.requestHash !== requestHash) {
    throw new AppError('unprocessable', 'idempotency-key-reused', 'This key was used for another request')
  }
  const email = known && (await emails.askAgain({ id: known.id, attempt: request.attempt, traceparent }))
  if (!email) throw new Error('an e-mail that was there is gone')
  return email
}
