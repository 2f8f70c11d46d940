import { Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import type { OrderDetails } from '@waybill/contracts'
import { useRef } from 'react'
import { Card } from '../../components/card.tsx'
import { StatusBadge } from '../../components/status-badge.tsx'
import { useCheckout } from '../../data/use-checkout.ts'
import { formatMoney } from '../../format/money.ts'
import { CheckoutButton } from './checkout-button.tsx'
import { ConfirmCheckout } from './confirm-checkout.tsx'
import classes from './payment-card.module.css'
import { paymentText } from './payment-text.ts'

/** What is to pay, how that stands, and the button; the confirmation stands between it and the payment. */
export function PaymentCard({ order }: { order: OrderDetails }) {
  const { checkout, ...asking } = useCheckout({ userId: order.userId, orderId: order.id })
  const [confirming, { open, close }] = useDisclosure(false)
  const sentence = useRef<HTMLParagraphElement>(null)
  const amount = formatMoney({ amountMinor: order.totalMinor, currency: order.currency })
  const confirm = () => {
    close()
    checkout()
  }
  return (
    <Card title="Payment" aside={<StatusBadge of="order" status={order.status} />}>
      <Text className={classes.amount}>{amount}</Text>
      <p ref={sentence} tabIndex={-1} className={classes.sentence}>
        {paymentText(order, asking)}
      </p>
      <CheckoutButton status={order.status} isAsking={asking.isAsking} onPress={open} />
      <ConfirmCheckout
        order={order.name}
        amount={amount}
        opened={confirming}
        onCancel={close}
        onConfirm={confirm}
        onClosed={() => sentence.current?.focus()}
      />
    </Card>
  )
}
