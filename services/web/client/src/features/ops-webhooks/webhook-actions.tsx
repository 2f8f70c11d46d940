import { Group } from '@mantine/core'
import type { WebhookEvent } from '@waybill/contracts'
import { ActionButton } from '../../components/action-button.tsx'
import { statusWord } from '../../components/status-badge.tsx'
import { dismissWebhook, reapplyWebhook } from '../../data/ops-payments.ts'

/** What may be done about an event that is not at its end. */
export function WebhookActions({ event }: { event: WebhookEvent }) {
  if (event.status !== 'waiting_for_payment' && event.status !== 'quarantined') return '–'
  return (
    <Group gap="xs" wrap="nowrap">
      <ActionButton label={`Reapply webhook ${event.eventId}`} action={() => reapplying(event)}>
        Reapply
      </ActionButton>
      <ActionButton label={`Dismiss webhook ${event.eventId}`} action={() => dismissing(event)}>
        Dismiss
      </ActionButton>
    </Group>
  )
}

const reapplying = ({ id }: WebhookEvent) => ({
  title: 'Apply this webhook now?',
  explanation: 'If it still cannot be applied, it stays as it is.',
  confirm: 'Reapply',
  run: async (reason: string) => {
    const { status } = await reapplyWebhook(id, reason)
    return `Tried again. The webhook is now: ${statusWord('webhook', status).toLowerCase()}.`
  },
})

const dismissing = ({ id }: WebhookEvent) => ({
  title: 'Dismiss this webhook?',
  explanation: 'It is never applied. What it says of the payment is then up to reconciliation, or to you.',
  confirm: 'Dismiss',
  run: async (reason: string) => {
    await dismissWebhook(id, reason)
    return 'The webhook is dismissed.'
  },
})
