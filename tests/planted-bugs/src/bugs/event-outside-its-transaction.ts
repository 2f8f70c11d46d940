import { brokenCalls } from '../circumstances.ts'
import type { PlantedBug } from '../planted-bug.ts'

const file = 'services/order/src/repositories/payment-facts.ts'

export const eventOutsideItsTransaction: PlantedBug = {
  name: 'event-outside-its-transaction',
  meaning:
    'The event is written before the fact that it tells of: a fact that comes twice announces a process that is not there.',
  changes: [
    {
      file,
      from: `      const to = end.outcome === 'succeeded' ? 'paid' : 'payment_failed'\n`,
      to: `      const to = end.outcome === 'succeeded' ? 'paid' : 'payment_failed'
      await sql\`with m as (select id, version + 1 as version from orders where id = \${end.orderId}), \${outboxRow(end.event)}
        select 1\`.execute(db)\n`,
    },
    {
      file,
      from: `          ), \${outboxRow(end.event)}\n          select status from m\`,`,
      to: '          )\n          select status from m`,',
    },
  ],
  circumstances: brokenCalls,
  foundBy: ['L9', 'L10'],
}
