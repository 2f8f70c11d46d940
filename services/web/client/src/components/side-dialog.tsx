import { Drawer } from '@mantine/core'
import type { ReactNode } from 'react'

type SideDialogProps = { opened: boolean; onClose: () => void; title: string; size: 'lg' | 'xl'; children: ReactNode }

/** A dialog at the side of the page. Its head is no landmark: the page has one banner. */
export function SideDialog({ opened, onClose, title, size, children }: SideDialogProps) {
  return (
    <Drawer.Root opened={opened} onClose={onClose} position="right" size={size}>
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
