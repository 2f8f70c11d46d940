import { Modal } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { type ReactNode, useState } from 'react'
import { type Action, ActionContext, AskingContext } from './action-context.ts'
import { ActionForm } from './action-form.tsx'
import { keepReason } from './kept-reason.ts'

const longEnoughToReadMs = 12_000
const aboveDrawers = 210 // Mantine's drawers and dialogs are at 200; an action may be asked for in a drawer

/**
 * The dialog of every action by hand. It is outside the rows, so that a list that moves meanwhile does not take it away. What came
 * of the action is announced; the focus returns to where it was, or to the page's heading if that is gone. While the action runs
 * the dialog stays, and no other opens.
 */
export function ActionDialog({ onDone, children }: { onDone: () => void; children: ReactNode }) {
  const [action, setAction] = useState<Action>()
  const [opened, setOpened] = useState(false)
  const [busy, setBusy] = useState(false)
  const ask = (asked: Action) => {
    if (busy) return
    setAction(asked)
    setOpened(true)
  }
  const close = () => {
    setOpened(false)
    if (action) keepReason(action.title, '')
  }
  const cancel = () => {
    if (!busy) close()
  }
  const finish = (outcome: string) => {
    close()
    notifications.show({ message: outcome, autoClose: longEnoughToReadMs, closeButtonProps: { 'aria-label': 'Close' } })
    onDone()
  }
  return (
    <ActionContext value={ask}>
      <AskingContext value={action !== undefined}>{children}</AskingContext>
      <Modal.Root
        opened={opened}
        onClose={cancel}
        onExitTransitionEnd={() => setAction(undefined)}
        zIndex={aboveDrawers}
        centered
      >
        <Modal.Overlay />
        <Modal.Content>
          <Modal.Header role="presentation">
            <Modal.Title fw={650} lh={1.35}>
              {action?.title}
            </Modal.Title>
            <Modal.CloseButton aria-label="Close" aria-disabled={busy} />
          </Modal.Header>
          <Modal.Body>
            {action && <ActionForm action={action} busy={busy} onBusy={setBusy} onCancel={cancel} onDone={finish} />}
          </Modal.Body>
        </Modal.Content>
      </Modal.Root>
    </ActionContext>
  )
}
