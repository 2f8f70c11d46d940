import { Text } from '@mantine/core'
import type { Email } from '@waybill/contracts'
import type { Column } from '../../components/data-table.tsx'
import { Moment } from '../../components/moment.tsx'
import { OrderIdLink } from '../../components/order-id-link.tsx'
import { ResendButton } from '../../components/resend-button.tsx'
import { RouteLink } from '../../components/route-link.tsx'
import { StatusBadge } from '../../components/status-badge.tsx'
import { mayResend, resendEmail } from '../../data/ops-emails.ts'

/** What the table of e-mails shows of each. */
export const emailColumns: Column<Email>[] = [
  { title: 'Subject', cell: ({ subject }) => subject },
  { title: 'To', cell: ({ to }) => to },
  { title: 'Status', cell: (email) => <Status email={email} /> },
  { title: 'Tries', cell: ({ tries }) => tries.length },
  { title: 'Queued', cell: ({ createdAt }) => <Moment at={createdAt} /> },
  { title: 'Sent', cell: ({ sentAt }) => (sentAt ? <Moment at={sentAt} /> : '–') },
  { title: 'Order', cell: ({ userId, orderId }) => <OrderIdLink userId={userId} orderId={orderId} /> },
  { title: 'Action', cell: (email) => <Resend email={email} /> },
]

function Status({ email: { status, tries } }: { email: Email }) {
  const last = tries.at(-1)
  return (
    <>
      <StatusBadge of="email" status={status} />
      {status !== 'sent' && last?.outcome !== 'sent' && last?.detail && (
        <Text size="xs" mt={4}>
          {last.detail}
        </Text>
      )}
    </>
  )
}

/** Of an e-mail that was never sent the job is what to retry: that is on its order's page. */
function Resend({ email }: { email: Email }) {
  if (mayResend(email)) return <ResendButton email={email} resend={resendEmail} />
  if (email.status !== 'failed') return '–'
  const { userId, orderId } = email
  return (
    <RouteLink to="/ops/orders/$userId/$orderId" params={{ userId, orderId }} size="sm">
      Retry its job
    </RouteLink>
  )
}
