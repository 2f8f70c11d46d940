import { Checkbox, Group, Stack, Text } from '@mantine/core'
import type { DeadLetter, JobType } from '@waybill/contracts'
import { useState } from 'react'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { letterColumns } from './letter-columns.tsx'
import { LetterDrawer } from './letter-drawer.tsx'
import { cutQueues } from './send-back.ts'
import { SendBackButton } from './send-back-button.tsx'

type LetterListProps = { letters: DeadLetter[]; queue: JobType | undefined }

/** The messages with what is chosen of them. What has gone meanwhile is no longer chosen. */
export function LetterList({ letters, queue }: LetterListProps) {
  const [marked, setMarked] = useState<string[]>([])
  const [shown, setShown] = useState<DeadLetter>()
  const chosen = letters.filter(({ messageId }) => marked.includes(messageId))
  const toggle = (messageId: string) =>
    setMarked((before) =>
      before.includes(messageId) ? before.filter((one) => one !== messageId) : [...before, messageId],
    )

  if (letters.length === 0)
    return <EmptyState title="No dead letters">Every message found a listener that finished it.</EmptyState>
  const columns: Column<DeadLetter>[] = [
    {
      title: 'Chosen',
      cell: ({ messageId }) => (
        <Checkbox
          aria-label={`Choose message ${messageId}`}
          checked={marked.includes(messageId)}
          onChange={() => toggle(messageId)}
        />
      ),
    },
    ...letterColumns(setShown),
  ]
  return (
    <Stack>
      <Group>
        {chosen.length > 0 && <SendBackButton letters={chosen}>Send back chosen</SendBackButton>}
        {queue && (
          <SendBackButton letters={letters} all={queue}>
            {`Send back all of ${queue}`}
          </SendBackButton>
        )}
        <Text size="sm" c="dimmed" role="status">
          {letters.length} {letters.length === 1 ? 'message' : 'messages'}, {chosen.length} chosen
          {!queue && '. Choose a queue to send back all of it.'}
        </Text>
      </Group>
      {cutQueues(letters).map((cut) => (
        <Text key={cut} size="sm">
          The first 100 of {cut} are shown. “Send back all of {cut}” takes the others too.
        </Text>
      ))}
      <DataTable framed label="Dead letters" columns={columns} rows={letters} rowKey={({ messageId }) => messageId} />
      <LetterDrawer letter={shown} onClose={() => setShown(undefined)} />
    </Stack>
  )
}
