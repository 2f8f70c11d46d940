import type { Logger } from '@waybill/logger'
import { createWorkerLoop } from '@waybill/worker-loop'
import { type Item, inItemScope, type ScopeDeps } from './item-scope.ts'

export type DueWorkerDeps = Omit<ScopeDeps, 'name'> & { intervalMs: number; logger: Logger }

type Work<Due extends Item> = {
  name: string
  /** Claims some of what is due. */
  take: () => Promise<Due[]>
  /** What is done with each; one that fails is taken again when its claim ends. */
  work: (item: Due) => Promise<void>
}

/** Works off what is due and looks for more until there is nothing. An item that fails hinders no other. */
export function createDueWorker<Due extends Item>({ name, take, work }: Work<Due>, deps: DueWorkerDeps) {
  const { intervalMs, logger, random, newId } = deps
  const workOn = (item: Due) =>
    inItemScope(item, { name, newId, random }, () =>
      work(item).catch((err: unknown) => logger.error({ worker: name, err }, 'not done; it is tried again')),
    )

  async function workOff() {
    const due = await take()
    await Promise.all(due.map(workOn))
    return due.length > 0 ? ('more' as const) : ('idle' as const)
  }
  return createWorkerLoop({ name, work: workOff, intervalMs, logger, random })
}
