import { sequentialIds } from '@waybill/test-kit'
import { createNotificationMemory, type NotificationMemory } from '../../src/memory/notification/notification-memory.ts'
import { createOrderMemory, type OrderMemory } from '../../src/memory/order/order-memory.ts'
import { createPaymentMemory, type PaymentMemory } from '../../src/memory/payment/payment-memory.ts'

/** What the contracts are asked of: the repositories of three services, and their clock. */
export type Stores = {
  order: Omit<OrderMemory, 'tables'>
  payment: Omit<PaymentMemory, 'tables'>
  notification: Omit<NotificationMemory, 'tables'>
  /** Time passes. */
  elapse(seconds: number): Promise<void>
  /** All tables are empty again. */
  forget(): Promise<void>
  close(): Promise<void>
}

export async function openMemoryStores(): Promise<Stores> {
  let nowMs = Date.parse('2026-01-15T10:00:00.000Z')
  const now = () => nowMs
  const empty = () => ({
    order: createOrderMemory(now),
    payment: createPaymentMemory(now, sequentialIds()),
    notification: createNotificationMemory(now),
  })
  const stores: Stores = {
    ...empty(),
    elapse: async (seconds) => {
      nowMs += seconds * 1_000
    },
    forget: async () => void Object.assign(stores, empty()),
    close: async () => {},
  }
  return stores
}
