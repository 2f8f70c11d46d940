import type { Logger } from '@waybill/logger'
import type { SendMailOptions } from 'nodemailer'
import { answerToFailure, detailOf, type SmtpAnswer, type SmtpFailure } from '../domain/smtp-answer.ts'
import type { MailTransport } from './mail-transport.ts'

export type OutgoingEmail = {
  messageId: string
  to: { name: string; address: string }
  subject: string
  html: string
  text: string
  headers: Record<string, string>
}

type Deps = {
  exchange: MailTransport['exchange']
  from: { name: string; address: string }
  logger: Logger
}

/**
 * The mail server. One recipient, given as an object so that no text is parsed as a list; no file and no address is fetched for
 * its content. What it answers is a value, never an error. The log names no address, and so none of its words.
 */
export function createMailer({ exchange, from, logger }: Deps) {
  async function answerTo(mail: SendMailOptions, outOfTime: AbortSignal): Promise<SmtpAnswer & { code?: number }> {
    try {
      return { kind: 'sent', detail: detailOf(await exchange(mail, outOfTime)) }
    } catch (error) {
      const failure = error as SmtpFailure
      return { ...answerToFailure(failure), ...(failure.responseCode && { code: failure.responseCode }) }
    }
  }

  return {
    async send({ to, headers, messageId, ...content }: OutgoingEmail, outOfTime: AbortSignal): Promise<SmtpAnswer> {
      const envelope = { from: from.address, to: [to.address] }
      const guards = { disableFileAccess: true, disableUrlAccess: true }
      // RFC 3834: nobody's holiday notice is to answer it.
      const allHeaders = { ...headers, 'auto-submitted': 'auto-generated' }
      const mail = { ...content, from, to, envelope, messageId, headers: allHeaders, ...guards }
      const { code, ...answer } = await answerTo(mail, outOfTime)
      logger.info({ messageId, answer: answer.kind, code }, 'the mail server has been asked')
      return answer
    },
  }
}
