import { Button } from '@mantine/core'
import type { OrderStatus } from '@waybill/contracts'

type CheckoutButtonProps = { status: OrderStatus; isAsking: boolean; onPress: () => void }

/** Only where there is something to pay; while it is asked for it stays, for it may hold the focus, and does nothing. */
export function CheckoutButton({ status, isAsking, onPress }: CheckoutButtonProps) {
  if (status !== 'created' && status !== 'payment_failed') return null
  return (
    <Button
      size="md"
      w="fit-content"
      aria-disabled={isAsking}
      {...(isAsking && { 'data-disabled': true })}
      onClick={() => !isAsking && onPress()}
    >
      {status === 'created' ? 'Check out' : 'Try the payment again'}
    </Button>
  )
}
