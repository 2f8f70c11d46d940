import { createBreaker, createCallPolicy } from '@waybill/resilience'
import { createTransport, type SendMailOptions } from 'nodemailer'
import { isOutage, type SmtpFailure } from '../domain/smtp-answer.ts'

type Options = {
  /** smtp:// or smtps://; with a password it is sent over TLS or not at all. */
  url: string
  /** How long the server may be silent. */
  timeoutMs: number
  /** How long it is left alone after five outages in a row. */
  pauseMs: number
  monotonicMs: () => number
  random: () => number
}

const longestConnectMs = 5_000

/**
 * The way to the mail server: five mails at once, each over a connection of its own and tried once, 5 s longer in all than
 * the server may be silent. No pool: nodemailer's sends a mail again by itself when a kept connection ends under it.
 */
export function createMailTransport({ url, timeoutMs, pauseMs, monotonicMs, random }: Options) {
  const connectMs = Math.min(longestConnectMs, timeoutMs)
  const timeouts = { connectionTimeout: connectMs, greetingTimeout: connectMs, socketTimeout: timeoutMs }
  const transport = createTransport({ url, ...timeouts, requireTLS: new URL(url).password !== '' })
  const opening = { opensAt: { inARow: 5 }, pauseMs, maxPauseMs: pauseMs }
  const breaker = createBreaker({ isOutage: (error) => isOutage(error as SmtpFailure), ...opening, monotonicMs })
  const inAllMs = timeoutMs + connectMs
  const policy = createCallPolicy({
    ...{ tries: 1, attemptTimeoutMs: inAllMs, totalTimeoutMs: inAllMs, bulkhead: { concurrent: 5 } },
    ...{ backoff: { baseMs: 0, capMs: 0 }, isPassing: () => false, breaker, monotonicMs, random },
  })

  return {
    /** The server's last line. Throws what is an SmtpFailure, or the reason for which `caller` aborted. */
    async exchange(mail: SendMailOptions, caller: AbortSignal): Promise<string> {
      const { response } = await policy.execute((signal) => transport.sendMail({ ...mail, signal }), caller)
      return response
    },
    state: policy.state,
  }
}

export type MailTransport = ReturnType<typeof createMailTransport>
