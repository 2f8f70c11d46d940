import { oneLine } from './one-line.ts'

/** What SMTP said of an e-mail. `postponed`: it may be sent later; it may even have been sent. */
export type SmtpAnswer = { kind: 'sent' | 'postponed' | 'refused'; detail: string }

/** A failed exchange: the server's code, if it said one, and what it was said to (`CONN` for the connection itself). */
export type SmtpFailure = { message: string; responseCode?: number | undefined; command?: string | undefined }

const mailCommands = ['MAIL FROM', 'RCPT TO', 'DATA']
const longestDetail = 500

/**
 * A 5xx is final, a 4xx is not (RFC 5321, section 4.2.1), and a connection that fails says nothing. What is said before the
 * mail is spoken of, or of our login (53x: RFC 4954, section 6), is about us and never a verdict on the mail.
 */
export function answerToFailure(failure: SmtpFailure): SmtpAnswer {
  return { kind: isVerdict(failure) ? 'refused' : 'postponed', detail: detailOf(failure.message) }
}

/** Whether the server is down for every mail, rather than unwilling to take this one. */
export function isOutage({ command = '', responseCode }: SmtpFailure): boolean {
  return !mailCommands.includes(command) || responseCode === 421
}

/** SMTP's words as they are kept: several lines become one, for whoever is told them takes no line breaks. */
export const detailOf = (words: string): string => oneLine(words, longestDetail) || 'no words'

function isVerdict({ command = '', responseCode = 0 }: SmtpFailure): boolean {
  const isAboutSession = responseCode === 503 || (responseCode >= 530 && responseCode < 540)
  return mailCommands.includes(command) && responseCode >= 500 && responseCode < 600 && !isAboutSession
}
