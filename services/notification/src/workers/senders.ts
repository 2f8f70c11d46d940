import type { Logger } from '@waybill/logger'
import type { BreakerState } from '@waybill/resilience'
import { createDueWorker } from '@waybill/worker-loop'
import { type Item, inItemScope } from './item-scope.ts'

type Deps<Email> = {
  intervalMs: number
  logger: Logger
  random: () => number
  newId: () => string
  /** Claims at most `limit` of the e-mails that have been due longest. */
  claim: (limit: number) => Promise<Email[]>
  /** Sends it, and gives up at once when `outOfTime` aborts. */
  deliver: (email: Email, outOfTime: AbortSignal) => Promise<void>
  /** Of the mail server's breaker. */
  state: () => BreakerState
}

const atOnce = 5
const graceMs = 4_000

/**
 * Sends what is queued, five at once, so that a mail server that hangs on one holds up no other. While the breaker is open
 * nothing is claimed; then one e-mail tries whether the server is back. `stop` gives what is being sent 4 s to end.
 */
export function createSenders<Email extends Item>({ claim, deliver, state, ...deps }: Deps<Email>) {
  const name = 'sender'
  const outOfTime = new AbortController()
  const sender = createDueWorker({
    ...{ ...deps, name, atOnce },
    take: async (free) => {
      const isIdle = free === atOnce
      const limit = { closed: free, 'half-open': isIdle ? 1 : 0, open: 0 }[state()]
      return limit > 0 ? claim(limit) : []
    },
    work: (email: Email) => deliver(email, outOfTime.signal),
    inScope: (email, run) => inItemScope(email, { ...deps, name }, run),
  })

  return {
    start: sender.start,
    wake: sender.wake,
    async stop(): Promise<void> {
      const grace = setTimeout(() => outOfTime.abort(new Error('the service stops')), graceMs)
      await sender.stop()
      clearTimeout(grace)
    },
  }
}
