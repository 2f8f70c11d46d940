import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'
import { useIsAsking } from './action-context.ts'

type SideDialogProps = { opened: boolean; onClose: () => void; title: string; size: 'lg' | 'xl'; children: ReactNode }

/** A dialog at the side of the page. Its head is no landmark: the page has one banner. Escape is for the dialog of an action above it, if there is one. */
export function SideDialog({ opened, onClose, title, size, children }: SideDialogProps) {
  const isAsking = useIsAsking()
  return (
    <Drawer.Root opened={opened} onClose={onClose} closeOnEscape={!isAsking} position="right" size={size}>
      <Drawer.Overlay />
      <Drawer.Content>
        <Drawer.Header role="presentation">
          <Drawer.Title fw={650}>{title}</Drawer.Title>
          <Drawer.CloseButton aria-label="Close" />
        </Drawer.Header>
        <Drawer.Body>{children}</Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  )
}
