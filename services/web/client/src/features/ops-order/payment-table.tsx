import { Text } from '@mantine/core'
import type { PaymentDetails } from '@waybill/contracts'
import { AcknowledgeButton } from '../../components/acknowledge-button.tsx'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { Moment } from '../../components/moment.tsx'
import { ShortId } from '../../components/short-id.tsx'
import { StatusBadge } from '../../components/status-badge.tsx'
import { acknowledgePayment } from '../../data/ops-payments.ts'
import { formatMoney } from '../../format/money.ts'

/** The order's payments as the payment service has them. */
export function PaymentTable({ payments }: { payments: PaymentDetails[] }) {
  if (payments.length === 0) return <Text size="sm">None yet.</Text>
  return <DataTable label="Payments" columns={columns} rows={payments} rowKey={({ id }) => id} />
}

const columns: Column<PaymentDetails>[] = [
  { title: 'Created', cell: ({ createdAt }) => <Moment at={createdAt} /> },
  { title: 'Status', cell: ({ status }) => <StatusBadge of="payment" status={status} /> },
  { title: 'Amount', cell: ({ amountMinor, currency }) => formatMoney({ amountMinor, currency }) },
  { title: 'Why', cell: ({ failureReason }) => failureReason ?? '–' },
  { title: 'Flag', cell: (payment) => <Flag payment={payment} /> },
  { title: 'Payment', cell: ({ id }) => <ShortId value={id} what="payment id" /> },
]

function Flag({ payment: { id, flag, acknowledgedAt } }: { payment: PaymentDetails }) {
  if (!flag) return '–'
  return (
    <>
      {flag}{' '}
      {acknowledgedAt ? (
        '(acknowledged)'
      ) : (
        <AcknowledgeButton paymentId={id} acknowledge={(reason) => acknowledgePayment(id, reason)} />
      )}
    </>
  )
}
