import { appliesTo, isKept, type Outcome } from '../domain/behaviour.ts'
import { composeMail } from '../domain/compose-mail.ts'
import { deliveryOf } from '../domain/delivery.ts'
import type { IncomingMail } from '../domain/mail.ts'
import type { Behaviours } from '../repositories/behaviours.ts'
import type { Deliveries } from '../repositories/deliveries.ts'
import type { Messages } from '../repositories/messages.ts'

export type AcceptMail = ReturnType<typeof createAcceptMail>

type Deps = {
  behaviours: Pick<Behaviours, 'list' | 'spend'>
  messages: Pick<Messages, 'keep'>
  deliveries: Pick<Deliveries, 'record'>
  newId: () => string
  now: () => Date
  random: () => number
}

/** Takes one whole mail. When it resolves, what it says is durable; when it rejects, nothing is known to be kept. */
export function createAcceptMail(deps: Deps) {
  return async (mail: IncomingMail): Promise<Outcome> => {
    const outcome = await outcomeFor(mail.envelope.recipients, deps)
    const [id, at] = [deps.newId(), deps.now()]
    const delivery = deliveryOf(mail, id, outcome, at)
    if (isKept(outcome)) await deps.messages.keep(composeMail(mail, id, at), mail.raw, delivery)
    else await deps.deliveries.record(delivery)
    return outcome
  }
}

/** The newest behaviour that speaks of the recipients, is drawn and is not used up decides. */
async function outcomeFor(recipients: string[], { behaviours, random }: Deps): Promise<Outcome> {
  for (const behaviour of await behaviours.list()) {
    if (!appliesTo(behaviour, recipients) || random() >= behaviour.share) continue
    if (await behaviours.spend(behaviour.id)) return behaviour.mode === 'ok' ? 'accepted' : behaviour.mode
  }
  return 'accepted'
}
