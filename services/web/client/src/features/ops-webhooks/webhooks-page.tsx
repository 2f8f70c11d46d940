import { Stack, Text } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { webhookStatus } from '@waybill/contracts'
import { FilterSelect } from '../../components/filter-select.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { statusWord } from '../../components/status-badge.tsx'
import { RefusedWebhooks } from './refused-webhooks.tsx'
import { StoredWebhooks } from './stored-webhooks.tsx'
import { WebhookTabs } from './webhook-tabs.tsx'

/** What the provider sent: what was stored, its signature being good, and what was turned away. */
export function WebhooksPage() {
  const { status, page } = useSearch({ from: '/ops/webhooks' })
  const navigate = useNavigate({ from: '/ops/webhooks' })
  return (
    <Stack>
      <PageHeading title="Webhooks" />
      <WebhookTabs filters={{ status, page }} />
      {status === 'refused' ? (
        <RefusedWebhooks />
      ) : (
        <>
          <Text size="sm" c="dimmed" maw="48rem">
            Signature good: each of these was stored only after its signature had been verified.
          </Text>
          <Stack maw="16rem">
            <FilterSelect
              label="Status"
              all="All statuses"
              options={webhookStatus.options}
              word={(one) => statusWord('webhook', one)}
              value={status}
              onChange={(chosen) => navigate({ search: { status: chosen } })}
            />
          </Stack>
          <StoredWebhooks filters={{ status, page }} />
        </>
      )}
    </Stack>
  )
}
