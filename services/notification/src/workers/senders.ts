import type { BreakerState } from '@waybill/resilience'
import { createDueWorker, type DueWorkerDeps } from './due-worker.ts'
import type { Item } from './item-scope.ts'

type Deps<Email> = DueWorkerDeps & {
  /** Claims the e-mail that has been due longest, if there is one. */
  claim: () => Promise<Email[]>
  /** Sends it, and gives up at once when `outOfTime` aborts. */
  deliver: (email: Email, outOfTime: AbortSignal) => Promise<void>
  /** Of the mail server's breaker. */
  state: () => BreakerState
}

const atOnce = 5
const graceMs = 4_000

/**
 * Sends what is queued, five at once and each on its own, so that a mail server that hangs on one holds up no other. While
 * the breaker is open nothing is claimed; then the first sender alone tries whether the server is back. `stop` gives what
 * is being sent 4 s to end.
 */
export function createSenders<Email extends Item>({ claim, deliver, state, ...deps }: Deps<Email>) {
  const outOfTime = new AbortController()
  const mayClaim = (index: number) => state() === 'closed' || (state() === 'half-open' && index === 0)
  const senders = Array.from({ length: atOnce }, (_, index) =>
    createDueWorker(
      {
        name: `sender ${index + 1}`,
        take: async () => (mayClaim(index) ? claim() : []),
        work: (email: Email) => deliver(email, outOfTime.signal),
      },
      deps,
    ),
  )

  return {
    start: () => {
      for (const sender of senders) sender.start()
    },
    wake: () => {
      for (const sender of senders) sender.wake()
    },
    async stop(): Promise<void> {
      const grace = setTimeout(() => outOfTime.abort(new Error('the service stops')), graceMs)
      await Promise.all(senders.map((sender) => sender.stop()))
      clearTimeout(grace)
    },
  }
}
