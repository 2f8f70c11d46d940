import type { NotificationOverview } from '@waybill/contracts'
import type { Urgent } from '../repositories/figures.ts'

type Deps = {
  urgent: () => Promise<Urgent>
  /** May be some seconds old: what was sent since is in no figure for as long. */
  sent: () => Promise<number>
}

/** What an operator sees first: all that is not done as of now, beside how much was sent. */
export function createReadOverview(deps: Deps) {
  return async (): Promise<NotificationOverview> => {
    const [{ emails, reports }, sent] = await Promise.all([deps.urgent(), deps.sent()])
    const { oldestSeconds, ...counts } = emails
    const unsent = { count: counts.queued + counts.sending, oldestSeconds }
    return { emails: { ...counts, sent }, unsent, reports }
  }
}

export type ReadOverview = ReturnType<typeof createReadOverview>
