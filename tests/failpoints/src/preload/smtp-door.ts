import Mail from 'nodemailer/lib/mailer'
import type { Guard } from './call.ts'

type SendMail = (this: Mail, mail: Record<string, unknown>) => Promise<unknown>

/** Every mail that is handed to the mail server. */
export function guardSmtp(guard: Guard): void {
  const original = Mail.prototype.sendMail as unknown as SendMail
  const guarded: SendMail = function sendMail(mail) {
    return guard({
      door: 'smtp',
      words: `sendMail ${String(mail.messageId)}`,
      run: (wasHeld) => original.call(this, wasHeld ? { ...mail, signal: undefined } : mail),
      isFull: () => true,
    })
  }
  Object.assign(Mail.prototype, { sendMail: guarded })
}
