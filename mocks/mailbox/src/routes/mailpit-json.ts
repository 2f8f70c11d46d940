import type { MailMessage, MailMessages, MailSummary } from '@waybill/contracts'
import type { Address, ListedMail, Mail, MailPage } from '../domain/mail.ts'

/** A page of mails in Mailpit's words. */
export function toMailMessages({ mails, start, matching, total, unread }: MailPage): MailMessages {
  return { total, unread, count: mails.length, messages_count: matching, start, messages: mails.map(toSummary) }
}

/** One mail in Mailpit's words. */
export function toMailMessage(mail: Mail): MailMessage {
  return {
    ...sharedFields(mail),
    ReturnPath: mail.envelope.from,
    Date: (mail.date ?? mail.receivedAt).toISOString(),
    Text: mail.text,
    HTML: mail.html,
    Attachments: mail.attachments.map(({ fileName, contentType, sizeBytes }) => ({
      FileName: fileName,
      ContentType: contentType,
      Size: sizeBytes,
    })),
  }
}

function toSummary(mail: ListedMail): MailSummary {
  return {
    ...sharedFields(mail),
    Read: mail.read,
    Created: mail.receivedAt.toISOString(),
    Attachments: mail.attachmentCount,
    Snippet: mail.snippet,
  }
}

function sharedFields(mail: Mail | ListedMail) {
  return {
    ID: mail.id,
    MessageID: mail.messageId,
    From: toAddress(mail.from),
    To: mail.to.map(toAddress),
    Cc: mail.cc.map(toAddress),
    Bcc: mail.bcc.map(toAddress),
    ReplyTo: mail.replyTo.map(toAddress),
    Subject: mail.subject,
    Size: mail.sizeBytes,
    Tags: [],
  }
}

const toAddress = ({ name, address }: Address) => ({ Name: name, Address: address })
