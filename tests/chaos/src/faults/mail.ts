import { customerDomain, refusedDomain } from '../evidence.ts'
import type { FaultContext } from './fault.ts'

/** Of the mails to customers; those to the refused domain are always answered 550, also after the end. */
const behaviours = [
  { mode: 'temporary', share: 0.05 },
  { mode: 'cut-after-data', share: 0.02 },
  { mode: 'hang', share: 0.01 },
]

/** A mail server that puts mails off, loses its answer after it has kept the mail, hangs, and knows some recipients not. */
export function createMailFaults({ system, record }: FaultContext) {
  const match = { to: `@${customerDomain}` }
  const behave = (body: object) => system.insist('mailbox', '/control/behaviour', { method: 'POST', body })
  let ends: (() => void)[] = []

  return {
    async start(): Promise<void> {
      await behave({ mode: 'permanent', match: { to: `@${refusedDomain}` } })
      record.inject('mail', `@${refusedDomain}`, 'permanent, always')()
      for (const behaviour of behaviours) {
        await behave({ ...behaviour, match })
        ends.push(record.inject('mail', 'mailbox', `${behaviour.mode}, ${behaviour.share * 100} %`))
      }
    },
    async stop(): Promise<void> {
      await behave({ mode: 'ok', match }) // the newest that matches decides
      for (const ended of ends) ended()
      ends = []
    },
  }
}
