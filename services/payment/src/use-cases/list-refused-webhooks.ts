import type { RefusedWebhook } from '@waybill/contracts'
import type { RefusedWebhooks } from '../repositories/refused-webhooks.ts'

/** The calls that this replica has turned away since its start: how many, and the newest of them. */
export function createListRefusedWebhooks({ refused }: { refused: Pick<RefusedWebhooks, 'list' | 'total'> }) {
  return (): { total: number; data: RefusedWebhook[] } => ({ total: refused.total(), data: refused.list() })
}

export type ListRefusedWebhooks = ReturnType<typeof createListRefusedWebhooks>
