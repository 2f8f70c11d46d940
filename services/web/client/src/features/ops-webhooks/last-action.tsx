import { Text } from '@mantine/core'
import type { WebhookEvent } from '@waybill/contracts'
import { Moment } from '../../components/moment.tsx'
import { actionWord } from '../../format/action-word.ts'

/** What was done last by hand, by whom and why; nothing when nobody did anything. */
export function LastAction({ actions }: { actions: WebhookEvent['operatorActions'] }) {
  const last = actions.at(-1)
  if (!last) return null
  return (
    <Text size="xs" c="dimmed" mt={4}>
      {actionWord(last.action)} by {last.operator}, <Moment at={last.at} />: {last.reason}
    </Text>
  )
}
