import { Text } from '@mantine/core'
import type { InternalOrder } from '@waybill/contracts'
import { type Column, DataTable } from '../../components/data-table.tsx'
import { Moment } from '../../components/moment.tsx'
import { ShortId } from '../../components/short-id.tsx'
import { Badge } from '../../components/status-badge.tsx'

type Checkout = InternalOrder['checkouts'][number]

/** Each attempt at payment and how it ended. */
export function CheckoutTable({ checkouts }: { checkouts: Checkout[] }) {
  if (checkouts.length === 0) return <Text size="sm">None yet.</Text>
  return <DataTable label="Checkouts" columns={columns} rows={checkouts} rowKey={({ id }) => id} />
}

const columns: Column<Checkout>[] = [
  { title: 'Started', cell: ({ startedAt }) => <Moment at={startedAt} /> },
  { title: 'Outcome', cell: (checkout) => <Outcome {...checkout} /> },
  { title: 'Why', cell: ({ failureReason }) => failureReason ?? '–' },
  { title: 'Finished', cell: ({ finishedAt }) => (finishedAt ? <Moment at={finishedAt} /> : '–') },
  { title: 'Checkout', cell: ({ id }) => <ShortId value={id} what="checkout id" /> },
]

function Outcome({ outcome }: Checkout) {
  if (outcome === null) return <Badge tone="moving">Open</Badge>
  return <Badge tone={outcome === 'succeeded' ? 'good' : 'bad'}>{outcome}</Badge>
}
