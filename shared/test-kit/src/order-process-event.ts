import type { OrderProcessEvent } from '@waybill/contracts'
import { sequentialIds } from './sequential-ids.ts'

type Changes = Partial<OrderProcessEvent['data']> & { type?: OrderProcessEvent['type']; traceparent?: string }

/** What order publishes about a paid order of Åsa's, with all three jobs; `newId` makes its ids, `changes` replace parts of its data. */
export function orderProcessEventOf(changes: Changes = {}, newId = sequentialIds(0xe0)): OrderProcessEvent {
  const { type = 'order-paid', traceparent, ...data } = changes
  const order = orderAsItWas(newId)
  const jobs = (['production', 'invoice', 'notification'] as const).map((job) => ({ job, attempt: 1 }))
  return {
    ...{ specversion: '1.0', id: newId(), source: '/waybill/order', type, subject: order.id },
    ...{ time: '2026-01-15T10:00:00.000Z', datacontenttype: 'application/json', ...(traceparent && { traceparent }) },
    data: { processId: newId(), outcome: 'paid', jobs, order, ...data },
  }
}

function orderAsItWas(newId: () => string): OrderProcessEvent['data']['order'] {
  return {
    ...{
      id: newId(),
      userId: newId(),
      name: 'Order-12345678',
      customerName: 'Åsa 🎈',
      customerEmail: 'asa@example.test',
    },
    ...{ currency: 'EUR', totalMinor: 2_599, createdAt: '2026-01-15T09:00:00.000Z' },
    items: [
      { sku: 'TEA-1', name: 'Tea', quantity: 2, unitPriceMinor: 1_000 },
      { sku: 'CUP-1', name: 'Cup', quantity: 1, unitPriceMinor: 599 },
    ],
  }
}
