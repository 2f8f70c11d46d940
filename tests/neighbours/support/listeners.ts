import type { JobType } from '@waybill/contracts'
import { readInvoiceListenerConfig } from '../../../services/invoice-listener/src/config.ts'
import { createInvoiceListenerService } from '../../../services/invoice-listener/src/service.ts'
import { readNotificationListenerConfig } from '../../../services/notification-listener/src/config.ts'
import { createNotificationListenerService } from '../../../services/notification-listener/src/service.ts'
import { readProductionListenerConfig } from '../../../services/production-listener/src/config.ts'
import { createProductionListenerService } from '../../../services/production-listener/src/service.ts'

type Parts = Parameters<typeof createProductionListenerService>[1]
type Create = (env: Record<string, string>, parts: Parts) => ReturnType<typeof createProductionListenerService>

type Listener = {
  job: JobType
  create: Create
  /** What the service does for the job, by its contract. */
  operation: string
  /** What comes before the process in the references of WireMock's service; undefined where the service itself reports the end. */
  reference: string | undefined
  /** What an operator reads when the answer is of no use; whether the call is then tried again at once. */
  ofNoUse: { reads: RegExp; tries: number }
}

const forAnother = { reads: /answered 201 for another process/, tries: 1 }

export const listeners: readonly Listener[] = [
  {
    job: 'production',
    create: (env, parts) => createProductionListenerService(readProductionListenerConfig(env), parts),
    operation: 'createProduction',
    reference: 'WM-PRD-',
    ofNoUse: forAnother,
  },
  {
    job: 'invoice',
    create: (env, parts) => createInvoiceListenerService(readInvoiceListenerConfig(env), parts),
    operation: 'createInvoice',
    reference: 'WM-INV-',
    ofNoUse: forAnother,
  },
  {
    job: 'notification',
    create: (env, parts) => createNotificationListenerService(readNotificationListenerConfig(env), parts),
    operation: 'sendEmail',
    reference: undefined,
    ofNoUse: { reads: /answered 202 with .* at emailId/, tries: 2 },
  },
]

export type { Listener }
