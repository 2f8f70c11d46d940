import { join } from 'node:path'
import { createBehaviours, createEffects } from '@waybill/effect-journal'
import type { Logger } from '@waybill/logger'
import { createDatabase } from '@waybill/postgres'
import { createServiceHost, type System } from '@waybill/service-host'
import { productionRouters } from './app.ts'
import type { ProductionConfig } from './config.ts'

/** The stand-in for the production service, ready to start. */
export function createProductionService(
  config: ProductionConfig,
  { logger, system }: { logger: Logger; system: System },
) {
  const { connectionString } = config
  const database = createDatabase({ connectionString, applicationName: 'production', logger })
  const { db } = database
  const stopping = new AbortController()
  const routers = productionRouters({
    effects: createEffects({ db, newReference: () => `PRD-${system.newId()}` }),
    behaviours: createBehaviours({ db }),
    stopping: stopping.signal,
  })
  const storage = { database, migrations: join(import.meta.dirname, '../migrations') }
  const onDrain = [() => stopping.abort()]
  return createServiceHost({
    title: 'Production (stand-in)',
    routers,
    config,
    logger,
    system,
    database: storage,
    onDrain,
  })
}
