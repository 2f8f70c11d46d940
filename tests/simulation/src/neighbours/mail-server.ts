import type { SmtpAnswer } from '../../../../services/notification/src/domain/smtp-answer.ts'
import type { Chance } from '../machine/chance.ts'
import type { Life } from '../machine/life.ts'

export type Mail = { messageId: string; to: { address: string }; headers: Record<string, string> }

/** To this domain no mail can be sent, ever. */
export const refusedDomain = 'refused.example.com'

/** The mail server. It keeps what it took; it puts mails off, and at times its answer is lost after it took one. */
export function createMailServer({ chance }: { chance: Chance }) {
  const taken: Mail[] = []
  return {
    taken,
    async send(life: Life, mail: Mail): Promise<SmtpAnswer> {
      await life.pause(chance.latencyMs())
      if (mail.to.address.endsWith(refusedDomain)) return { kind: 'refused', detail: '550 no such user' }
      if (chance.strikes(0.05)) return { kind: 'postponed', detail: '451 come again' }
      taken.push(mail)
      await life.pause(chance.latencyMs())
      return chance.strikes(0.02)
        ? { kind: 'postponed', detail: 'cut after DATA' }
        : { kind: 'sent', detail: '250 kept' }
    },
  }
}
