import { Button, Group } from '@mantine/core'
import type { DeadLetter } from '@waybill/contracts'
import type { Column } from '../../components/data-table.tsx'
import { Moment } from '../../components/moment.tsx'
import { ShortId } from '../../components/short-id.tsx'
import { StatusBadge } from '../../components/status-badge.tsx'
import { OrderOfLetter } from './order-of-letter.tsx'
import { SendBackButton } from './send-back-button.tsx'

/** What the table of dead letters shows of each; `show` opens one. */
export const letterColumns = (show: (letter: DeadLetter) => void): Column<DeadLetter>[] => [
  { title: 'Queue', cell: ({ queue }) => queue },
  { title: 'Message', cell: ({ messageId }) => <ShortId value={messageId} what="message id" /> },
  { title: 'Order', cell: (letter) => <OrderOfLetter letter={letter} /> },
  {
    title: 'Job now',
    cell: ({ jobStatus }) => (jobStatus ? <StatusBadge of="job" status={jobStatus} /> : 'not known'),
  },
  { title: 'Received', cell: ({ receiveCount }) => `${receiveCount} times` },
  { title: 'Sent', cell: ({ sentAt }) => (sentAt ? <Moment at={sentAt} /> : '–') },
  { title: 'Last error', width: '25%', cell: ({ reason }) => reason ?? '–' },
  {
    title: 'Action',
    cell: (letter) => (
      <Group gap="xs" wrap="nowrap">
        <Button
          size="compact-sm"
          variant="default"
          aria-haspopup="dialog"
          aria-label={`Look at message ${letter.messageId}`}
          onClick={() => show(letter)}
        >
          Look at
        </Button>
        <SendBackButton letters={[letter]} label={`Send back message ${letter.messageId}`}>
          Send back
        </SendBackButton>
      </Group>
    ),
  },
]
