import { Stack } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Card } from '../../components/card.tsx'
import { DataTable } from '../../components/data-table.tsx'
import { LivePart } from '../../components/live-part.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { useLive } from '../../data/ops-live.ts'
import { resourcesQuery } from '../../data/ops-resources.ts'
import { LogDrawer } from './log-drawer.tsx'
import { resourceColumns } from './resource-columns.tsx'

/** What the app host runs on this machine. The name in the address is the one whose log is open. */
export function ResourcesPage() {
  const { name } = useSearch({ from: '/ops/resources' })
  const navigate = useNavigate({ from: '/ops/resources' })
  return (
    <Stack>
      <PageHeading title="Resources" />
      <Card title="What the app host runs">
        <LivePart live={useLive(resourcesQuery)} source="The app host" skeletonRows={10}>
          {(resources) => (
            <DataTable
              label="Resources"
              columns={resourceColumns((chosen) => navigate({ search: { name: chosen } }))}
              rows={resources}
              rowKey={(resource) => resource.name}
            />
          )}
        </LivePart>
      </Card>
      <LogDrawer name={name} onClose={() => navigate({ search: {} })} />
    </Stack>
  )
}
