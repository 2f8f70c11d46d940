import { Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { LivePart } from '../../components/live-part.tsx'
import { SideDialog } from '../../components/side-dialog.tsx'
import { useLive } from '../../data/ops-live.ts'
import { logQuery } from '../../data/ops-resources.ts'
import { LogLines } from './log-lines.tsx'

/** The newest lines of one resource's log, in a drawer that the address opens and closes. */
export function LogDrawer({ name, onClose }: { name: string | undefined; onClose: () => void }) {
  return (
    <SideDialog opened={name !== undefined} onClose={onClose} size="xl" title={`Log of ${name ?? ''}`}>
      {name && <Log key={name} name={name} />}
    </SideDialog>
  )
}

/** Follows the end until it is scrolled up; then the lines stand still, to be read. */
function Log({ name }: { name: string }) {
  const [following, setFollowing] = useState(true)
  const lines = useLive(logQuery(name, following))
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {following ? 'Following the newest lines' : 'Paused: scroll to the end to follow again'}
        </Text>
        <Button size="compact-sm" variant="default" onClick={() => setFollowing(!following)}>
          {following ? 'Pause' : 'Follow'}
        </Button>
      </Group>
      <LivePart live={lines} source="The app host">
        {(found) => <LogLines name={name} lines={found} following={following} onFollow={setFollowing} />}
      </LivePart>
    </Stack>
  )
}
