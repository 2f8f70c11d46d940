import type { EmailContent } from '../domain/content.ts'
import { givenUpAfterSeconds } from '../domain/email.ts'
import { detailOf, type SmtpAnswer } from '../domain/smtp-answer.ts'
import type { ClaimedEmail, Sending } from '../repositories/sending.ts'

type Mail = EmailContent & {
  messageId: string
  to: { name: string; address: string }
  headers: Record<string, string>
}

type Deps = {
  sending: Pick<Sending, 'decide' | 'postpone'>
  render: (email: Pick<ClaimedEmail, 'template' | 'data'>) => EmailContent
  /** Ends when `outOfTime` aborts. */
  send: (mail: Mail, outOfTime: AbortSignal) => Promise<SmtpAnswer>
  /** Repeats what writes SMTP's answer down while the claim lasts, or a lost connection would send the mail twice. */
  persist: (write: () => Promise<boolean>) => Promise<boolean>
  pauseMs: (tries: number) => number
  decided: () => void
}

/**
 * Sends a claimed e-mail and records the answer under the claim. Whoever dies in between causes one repeat, under the same
 * Message-ID: SMTP has no transactions.
 */
export function createDeliverEmail(deps: Deps) {
  return async (email: ClaimedEmail, outOfTime: AbortSignal): Promise<void> => {
    const { kind, detail } = finalAfterADay(await answerTo(email, outOfTime, deps), email)
    if (kind === 'postponed') {
      await deps.persist(() => deps.sending.postpone(email, detail, deps.pauseMs(email.tries)))
      return
    }
    const to = kind === 'sent' ? 'sent' : 'failed'
    if (await deps.persist(() => deps.sending.decide(email, to, detail))) deps.decided()
  }
}

/** An e-mail that cannot even be rendered waits like any other, so that it is seen, and given up in the end. */
async function answerTo(email: ClaimedEmail, outOfTime: AbortSignal, { render, send }: Deps): Promise<SmtpAnswer> {
  try {
    return await send(mailOf(email, render(email)), outOfTime)
  } catch (error) {
    return { kind: 'postponed', detail: detailOf(String(error)) }
  }
}

function finalAfterADay(answer: SmtpAnswer, { ageSeconds }: ClaimedEmail): SmtpAnswer {
  return answer.kind === 'postponed' && ageSeconds >= givenUpAfterSeconds ? { ...answer, kind: 'refused' } : answer
}

const mailOf = (email: ClaimedEmail, content: EmailContent): Mail => ({
  ...content,
  messageId: email.messageId,
  to: { name: email.data.customerName, address: email.toAddress },
  headers: { 'x-waybill-template': email.template, 'x-waybill-order': email.orderId },
})
