import { join } from 'node:path'
import { createBehaviours, createEffects } from '@waybill/effect-journal'
import type { Logger } from '@waybill/logger'
import { createDatabase } from '@waybill/postgres'
import { createServiceHost, type System } from '@waybill/service-host'
import { invoiceRouters } from './app.ts'
import type { InvoiceConfig } from './config.ts'

/** The stand-in for the invoice service, ready to start. */
export function createInvoiceService(config: InvoiceConfig, { logger, system }: { logger: Logger; system: System }) {
  const { connectionString } = config
  const database = createDatabase({ connectionString, applicationName: 'invoice', logger })
  const { db } = database
  const stopping = new AbortController()
  const routers = invoiceRouters({
    effects: createEffects({ db, newReference: () => `INV-${system.newId()}` }),
    behaviours: createBehaviours({ db }),
    stopping: stopping.signal,
  })
  const storage = { database, migrations: join(import.meta.dirname, '../migrations') }
  const onDrain = [() => stopping.abort()]
  return createServiceHost({ title: 'Invoice (stand-in)', routers, config, logger, system, database: storage, onDrain })
}
