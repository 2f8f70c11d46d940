import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useRef } from 'react'
import classes from './confirm-checkout.module.css'

type ConfirmCheckoutProps = {
  order: string
  amount: string
  opened: boolean
  onCancel: () => void
  onConfirm: () => void
  /** After a confirmation, when the focus is free again. A cancel gives it back to where it was. */
  onClosed: () => void
}

/** Asks once, with the amount, before money moves. */
export function ConfirmCheckout({ order, amount, opened, onCancel, onConfirm, onClosed }: ConfirmCheckoutProps) {
  const confirmed = useRef(false)
  const confirm = () => {
    if (confirmed.current) return // the second half of a double click
    confirmed.current = true
    onConfirm()
  }
  const onExitTransitionEnd = () => {
    if (confirmed.current) onClosed()
    confirmed.current = false
  }
  return (
    <Modal
      opened={opened}
      onClose={onCancel}
      onExitTransitionEnd={onExitTransitionEnd}
      withCloseButton={false}
      centered
      padding="lg"
    >
      <Stack>
        <Modal.Title className={classes.title ?? ''}>Pay this order?</Modal.Title>
        <Text>
          <bdi>{order}</bdi> costs <strong>{amount}</strong>.
        </Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button onClick={confirm} data-autofocus>
            Pay {amount}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
