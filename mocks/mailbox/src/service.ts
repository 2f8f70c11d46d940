import { join } from 'node:path'
import type { Logger } from '@waybill/logger'
import { createDatabase } from '@waybill/postgres'
import { createServiceHost, type System } from '@waybill/service-host'
import { mailboxRouters } from './app.ts'
import type { MailboxConfig } from './config.ts'
import { createSmtpDoor } from './handlers/smtp-door.ts'
import { createBehaviours } from './repositories/behaviours.ts'
import { createDeliveries } from './repositories/deliveries.ts'
import { createMessages } from './repositories/messages.ts'
import type { Tables } from './repositories/tables.ts'
import { createAcceptMail } from './use-cases/accept-mail.ts'
import { createAddBehaviour } from './use-cases/add-behaviour.ts'
import { createClearBehaviours } from './use-cases/clear-behaviours.ts'
import { createDeleteMessages } from './use-cases/delete-messages.ts'
import { createListMessages } from './use-cases/list-messages.ts'
import { createOpenMessage } from './use-cases/open-message.ts'
import { createReadJournal } from './use-cases/read-journal.ts'
import { createReadSource } from './use-cases/read-source.ts'

/** The mailbox, ready to start. `smtpPort` tells where it takes mail once it has started. */
export function createMailboxService(config: MailboxConfig, { logger, system }: { logger: Logger; system: System }) {
  const { connectionString, host, smtpPort, mailLimitBytes } = config
  const database = createDatabase<Tables>({ connectionString, applicationName: 'mailbox', logger })
  const behaviours = createBehaviours(database)
  const deliveries = createDeliveries(database)
  const messages = createMessages(database)

  const smtp = createSmtpDoor({
    acceptMail: createAcceptMail({ behaviours, deliveries, messages, ...system }),
    ...{ host, port: smtpPort, sizeLimitBytes: mailLimitBytes, logger },
  })
  const routers = mailboxRouters({
    listMessages: createListMessages({ messages }),
    openMessage: createOpenMessage({ messages }),
    readSource: createReadSource({ messages }),
    deleteMessages: createDeleteMessages({ messages }),
    readJournal: createReadJournal({ deliveries }),
    addBehaviour: createAddBehaviour({ behaviours, ...system }),
    clearBehaviours: createClearBehaviours({ behaviours }),
  })
  const storage = { database, migrations: join(import.meta.dirname, '../migrations') }
  const parts = { title: 'Mailbox', routers, config, logger, system, database: storage, workers: [smtp] }
  return { ...createServiceHost(parts), smtpPort: smtp.port }
}
