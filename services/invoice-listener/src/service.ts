import { createJobListener } from '@waybill/job-listener'
import type { Logger } from '@waybill/logger'
import { createServiceHost, type System } from '@waybill/service-host'
import type { InvoiceListenerConfig } from './config.ts'
import { createInvoiceGateway } from './gateways/invoice.ts'

/** The listener of the invoice job, ready to start: a queue on one side, health on the other. */
export function createInvoiceListenerService(config: InvoiceListenerConfig, parts: { logger: Logger; system: System }) {
  const listener = createJobListener({ job: 'invoice', config, gateway: createInvoiceGateway, ...parts })
  return createServiceHost({ title: 'Invoice listener', routers: [], config, ...parts, workers: [listener] })
}
