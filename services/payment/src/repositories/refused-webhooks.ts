import type { RefusedWebhook } from '@waybill/contracts'

/** The newest `keep` calls that this process has turned away, in its memory: they come from anybody and leave no row. */
export function createRefusedWebhooks({ keep }: { keep: number }) {
  const newest: RefusedWebhook[] = []
  let total = 0
  return {
    add(refused: RefusedWebhook): void {
      total += 1
      if (newest.unshift(refused) > keep) newest.pop()
    },

    /** All since the start of the process. */
    total: () => total,

    /** Newest first. */
    list: (): RefusedWebhook[] => [...newest],
  }
}

export type RefusedWebhooks = ReturnType<typeof createRefusedWebhooks>
