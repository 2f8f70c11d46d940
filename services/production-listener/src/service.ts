import { createJobListener } from '@waybill/job-listener'
import type { Logger } from '@waybill/logger'
import { createServiceHost, type System } from '@waybill/service-host'
import type { ProductionListenerConfig } from './config.ts'
import { createProductionGateway } from './gateways/production.ts'

/** The listener of the production job, ready to start: a queue on one side, health on the other. */
export function createProductionListenerService(
  config: ProductionListenerConfig,
  parts: { logger: Logger; system: System },
) {
  const listener = createJobListener({ job: 'production', config, gateway: createProductionGateway, ...parts })
  return createServiceHost({ title: 'Production listener', routers: [], config, ...parts, workers: [listener] })
}
