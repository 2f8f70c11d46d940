import { Code, Stack, Title } from '@mantine/core'
import type { DeadLetter } from '@waybill/contracts'
import { FactList } from '../../components/fact-list.tsx'
import { Moment } from '../../components/moment.tsx'
import { SideDialog } from '../../components/side-dialog.tsx'
import { OrderOfLetter } from './order-of-letter.tsx'
import { readableBody } from './readable-body.ts'
import { SendBackButton } from './send-back-button.tsx'

type LetterDrawerProps = { letter: DeadLetter | undefined; onClose: () => void }

/** One message with all that is known of it, until it is sent back. */
export function LetterDrawer({ letter, onClose }: LetterDrawerProps) {
  return (
    <SideDialog opened={letter !== undefined} onClose={onClose} size="lg" title="Dead letter">
      {letter && <Letter letter={letter} onSent={onClose} />}
    </SideDialog>
  )
}

function Letter({ letter, onSent }: { letter: DeadLetter; onSent: () => void }) {
  const { queue, messageId, receiveCount, sentAt, attempt, reason, attributes, body } = letter
  return (
    <Stack>
      <FactList
        facts={{
          Queue: queue,
          Message: messageId,
          Order: <OrderOfLetter letter={letter} />,
          Process: letter.processId ?? 'not known',
          Job: letter.jobStatus ? `${letter.jobStatus}, attempt ${attempt ?? 'not known'}` : 'not known',
          Received: `${receiveCount} times`,
          Sent: sentAt ? <Moment at={sentAt} /> : 'not known',
          'Last error': reason ?? 'none recorded',
        }}
      />
      <Title order={3} size="h5">
        Attributes
      </Title>
      <FactList facts={attributes} />
      <Title order={3} size="h5">
        Body
      </Title>
      <Code block tabIndex={0} role="region" aria-label="Body" style={{ maxHeight: '24rem', overflow: 'auto' }}>
        {readableBody(body)}
      </Code>
      <SendBackButton letters={[letter]} onSent={onSent} size="sm">
        Send back
      </SendBackButton>
    </Stack>
  )
}
