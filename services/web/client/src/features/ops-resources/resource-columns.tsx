import { Button, Group, Text } from '@mantine/core'
import type { AppHostResource } from '@waybill/contracts'
import { ActionButton } from '../../components/action-button.tsx'
import type { Column } from '../../components/data-table.tsx'
import { Moment } from '../../components/moment.tsx'
import { Badge } from '../../components/status-badge.tsx'
import { restartResource } from '../../data/ops-resources.ts'
import { ResourceLinks } from './resource-links.tsx'
import { endingWords, stateTones } from './resource-words.ts'

/** What the table of resources shows of each; `showLog` opens the log of one. */
export const resourceColumns = (showLog: (name: string) => void): Column<AppHostResource>[] => [
  { title: 'Resource', cell: ({ name }) => <Text fw={600}>{name}</Text> },
  { title: 'State', cell: ({ state }) => <Badge tone={stateTones[state]}>{state}</Badge> },
  { title: 'Address', cell: (resource) => <ResourceLinks resource={resource} /> },
  { title: 'Restarts', cell: ({ restarts }) => restarts },
  { title: 'Pid', cell: ({ pid }) => pid ?? '–' },
  { title: 'Started', cell: ({ startedAt }) => (startedAt ? <Moment at={startedAt} /> : '–') },
  { title: 'Last ending', cell: ({ lastEnding }) => endingWords(lastEnding) },
  {
    title: 'Action',
    cell: (resource) => (
      <Group gap="xs" wrap="nowrap">
        <Button
          size="compact-sm"
          variant="default"
          aria-haspopup="dialog"
          aria-label={`Log of ${resource.name}`}
          onClick={() => showLog(resource.name)}
        >
          Log
        </Button>
        <Restart resource={resource} />
      </Group>
    ),
  },
]

function Restart({ resource: { name, commands } }: { resource: AppHostResource }) {
  const command = commands.find((one) => one.name === 'restart')
  if (!command) return null
  const action = () => ({
    title: `Restart ${name}?`,
    explanation:
      'It is stopped as it should be and started again. What it was doing is done again by whoever asked for it.',
    confirm: 'Restart',
    withoutReason: true as const,
    run: async () => {
      await restartResource(name)
      return `${name} is being restarted.`
    },
  })
  return (
    <ActionButton label={`Restart ${name}`} action={action}>
      Restart
    </ActionButton>
  )
}
