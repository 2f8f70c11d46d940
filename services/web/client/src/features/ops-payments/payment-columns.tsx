import { Text } from '@mantine/core'
import type { PaymentSummary } from '@waybill/contracts'
import { AcknowledgeButton } from '../../components/acknowledge-button.tsx'
import type { Column } from '../../components/data-table.tsx'
import { Moment } from '../../components/moment.tsx'
import { OrderIdLink } from '../../components/order-id-link.tsx'
import { ShortId } from '../../components/short-id.tsx'
import { StatusBadge } from '../../components/status-badge.tsx'
import { acknowledgePayment } from '../../data/ops-payments.ts'
import { formatMoney } from '../../format/money.ts'

/** What the table of payments shows of each. */
export const paymentColumns: Column<PaymentSummary>[] = [
  { title: 'Payment', cell: ({ id }) => <ShortId value={id} what="payment id" /> },
  { title: 'Order', cell: ({ userId, orderId }) => <OrderIdLink userId={userId} orderId={orderId} /> },
  { title: 'Status', cell: (payment) => <Status payment={payment} /> },
  { title: 'Amount', cell: ({ amountMinor, currency }) => formatMoney({ amountMinor, currency }) },
  {
    title: 'Flag',
    cell: ({ flag, acknowledgedAt }) => (flag ? `${flag}${acknowledgedAt ? ' (acknowledged)' : ''}` : '–'),
  },
  { title: 'Created', cell: ({ createdAt }) => <Moment at={createdAt} /> },
  { title: 'Changed', cell: ({ updatedAt }) => <Moment at={updatedAt} /> },
  { title: 'Action', cell: (payment) => <Acknowledge payment={payment} /> },
]

function Status({ payment: { status, failureReason } }: { payment: PaymentSummary }) {
  return (
    <>
      <StatusBadge of="payment" status={status} />
      {failureReason && (
        <Text size="xs" mt={4}>
          {failureReason}
        </Text>
      )}
    </>
  )
}

function Acknowledge({ payment: { id, flag, acknowledgedAt } }: { payment: PaymentSummary }) {
  if (!flag || acknowledgedAt) return '–'
  return <AcknowledgeButton paymentId={id} acknowledge={(reason) => acknowledgePayment(id, reason)} />
}
