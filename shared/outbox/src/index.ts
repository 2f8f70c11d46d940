export { createOutboxAdmin, type OutboxStats, type ParkedEvent } from './outbox-admin.ts'
export { createOutboxTable, dropOutboxTable, type OutboxTable } from './outbox-table.ts'
export type { OutboxEvent, Publication, Publish } from './publication.ts'
export { createOutboxRelay, type OutboxRelay } from './relay.ts'
