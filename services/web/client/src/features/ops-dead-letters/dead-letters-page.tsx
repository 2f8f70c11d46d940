import { Group, Stack, Text } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { jobType } from '@waybill/contracts'
import { FilterSelect } from '../../components/filter-select.tsx'
import { LivePart } from '../../components/live-part.tsx'
import { PageHeading } from '../../components/page-heading.tsx'
import { deadLettersQuery } from '../../data/ops-dead-letters.ts'
import { useLive } from '../../data/ops-live.ts'
import { LetterList } from './letter-list.tsx'

/** Messages that no listener could finish: look at one, send back one, several or all of a queue. */
export function DeadLettersPage() {
  const { queue } = useSearch({ from: '/ops/dead-letters' })
  const navigate = useNavigate({ from: '/ops/dead-letters' })
  const letters = useLive(deadLettersQuery(queue))
  return (
    <Stack>
      <PageHeading title="Dead letters" />
      <Text size="sm" c="dimmed" maw="48rem">
        What is sent back is read again by its listener, and its failed job becomes the next attempt; sent back twice,
        it has one effect. SQS counts every look at this list as a receive.
      </Text>
      <Group>
        <FilterSelect
          label="Queue"
          all="All queues"
          options={jobType.options}
          value={queue}
          onChange={(chosen) => navigate({ search: { queue: chosen } })}
        />
      </Group>
      <LivePart live={letters} source="The order service">
        {(found) => <LetterList key={queue} letters={found} queue={queue} />}
      </LivePart>
    </Stack>
  )
}
