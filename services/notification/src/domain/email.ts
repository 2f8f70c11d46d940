import type { EmailStatus } from '@waybill/contracts'

/** Every allowed move of an e-mail. `sending` to `queued` is a passing fault; `sent` and `failed` to `queued` is a resend or a retry. */
export const emailMoves = {
  queued: ['sending'],
  sending: ['sent', 'failed', 'queued'],
  sent: ['queued'],
  failed: ['queued'],
} as const satisfies Record<EmailStatus, readonly EmailStatus[]>

/** The states from which an e-mail may move to `to`. */
export function statesBefore(to: EmailStatus): EmailStatus[] {
  const states = Object.keys(emailMoves) as EmailStatus[]
  return states.filter((from) => (emailMoves[from] as readonly EmailStatus[]).includes(to))
}

/** The states in which SMTP has decided: only a resend or a retry leads out of them. */
export const decidedStates: readonly EmailStatus[] = ['sent', 'failed']

/** A passing fault is waited out this long after the e-mail was queued; then it has failed, and its job with it. */
export const givenUpAfterSeconds = 24 * 3_600
