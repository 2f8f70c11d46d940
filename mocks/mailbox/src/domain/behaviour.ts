/** How a mail is answered in place of 250. `cut-after-data` keeps the mail and loses the answer. */
export type Fault = 'temporary' | 'permanent' | 'hang' | 'cut-after-data'

export type Outcome = 'accepted' | Fault

export type Behaviour = {
  id: string
  mode: 'ok' | Fault
  /** Of the mails that match, 0 to 1. */
  share: number
  /** A recipient, or all of a domain (`@example.test`); undefined is everybody. */
  matchTo: string | undefined
}

/** Whether the mail is in the mailbox after this outcome. */
export function isKept(outcome: Outcome): boolean {
  return outcome === 'accepted' || outcome === 'cut-after-data'
}

/** Whether the behaviour speaks of a mail to these recipients. */
export function appliesTo({ matchTo }: Behaviour, recipients: string[]): boolean {
  if (matchTo === undefined) return true
  const wanted = matchTo.toLowerCase()
  return recipients.some((recipient) => {
    const address = recipient.toLowerCase()
    return wanted.startsWith('@') ? address.endsWith(wanted) : address === wanted
  })
}
