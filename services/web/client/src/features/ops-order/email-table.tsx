import { Text } from '@mantine/core'
import type { Email } from '@waybill/contracts'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { Moment } from '../../components/moment.tsx'
import { ResendButton } from '../../components/resend-button.tsx'
import { StatusBadge } from '../../components/status-badge.tsx'
import { mayResend, resendEmail } from '../../data/ops-emails.ts'

/** The order's e-mails as the notification service has them. */
export function EmailTable({ emails }: { emails: Email[] }) {
  if (emails.length === 0) return <Text size="sm">None yet.</Text>
  return <DataTable label="E-mails" columns={columns} rows={emails} rowKey={({ id }) => id} />
}

const columns: Column<Email>[] = [
  { title: 'Queued', cell: ({ createdAt }) => <Moment at={createdAt} /> },
  { title: 'Status', cell: ({ status }) => <StatusBadge of="email" status={status} /> },
  { title: 'Subject', cell: ({ subject }) => subject },
  { title: 'To', cell: ({ to }) => to },
  { title: 'Tries', cell: ({ tries }) => tries.length },
  {
    title: 'Action',
    cell: (email) => (mayResend(email) ? <ResendButton email={email} resend={resendEmail} /> : 'Retry its job instead'),
  },
]
