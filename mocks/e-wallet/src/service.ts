import { join } from 'node:path'
import type { Logger } from '@waybill/logger'
import { createDatabase } from '@waybill/postgres'
import { createServiceHost, type System } from '@waybill/service-host'
import { createDueWorker } from '@waybill/worker-loop'
import { Webhook } from 'standardwebhooks'
import { eWalletRouters } from './app.ts'
import type { EWalletConfig } from './config.ts'
import { createMerchant } from './gateways/merchant.ts'
import { createIntake } from './repositories/intake.ts'
import { createPayments } from './repositories/payments.ts'
import { createScenarios } from './repositories/scenarios.ts'
import { createWebhooks } from './repositories/webhooks.ts'
import { createCreatePaymentRequest } from './use-cases/create-payment-request.ts'
import { createDecidePayment } from './use-cases/decide-payment.ts'
import { createDeliverWebhook } from './use-cases/deliver-webhook.ts'
import { createFindPaymentRequests } from './use-cases/find-payment-requests.ts'
import { createListScenarios } from './use-cases/list-scenarios.ts'
import { createReadJournal } from './use-cases/read-journal.ts'
import { createSetScenarios } from './use-cases/set-scenarios.ts'

/** The e-wallet, ready to start. */
export function createEWalletService(config: EWalletConfig, { logger, system }: { logger: Logger; system: System }) {
  const { now, newId, random } = system
  const database = createDatabase({ connectionString: config.connectionString, applicationName: 'e-wallet', logger })
  const payments = createPayments(database.db)
  const scenarios = createScenarios(database.db)
  const webhooks = createWebhooks(database.db)
  const merchant = createMerchant({ webhookUrl: config.webhookUrl, ...signers(config), timeoutMs: 5_000, now })

  const ticking = { logger, newId, random, intervalMs: 100, atOnce: 50 }
  const longestPauseMs = config.webhookLongestPauseMs
  const deliverWebhook = createDeliverWebhook({ webhooks, send: merchant.send, longestPauseMs })
  const sender = createDueWorker({ ...ticking, name: 'sender', take: webhooks.takeDue, work: deliverWebhook })
  const decidePayment = createDecidePayment({
    ...{ webhooks, now, random, lateMs: config.webhookLateMs, decided: sender.wake },
    newEventId: () => `msg_${newId()}`,
  })
  const decider = createDueWorker({ ...ticking, name: 'decider', take: payments.takeUndecided, work: decidePayment })
  const { webhookDelayMinMs: least, webhookDelayMaxMs: most } = config
  const createPaymentRequest = createCreatePaymentRequest({
    ...{ intake: createIntake(database.db), webhooks, decidePayment, deliverWebhook, byDefault: config.defaultOutcome },
    decideAfterMs: () => Math.round(least + random() * Math.max(0, most - least)),
    newId: () => `wpr_${newId()}`,
  })

  const routers = eWalletRouters({
    createPaymentRequest,
    findPaymentRequests: createFindPaymentRequests({ payments }),
    listScenarios: createListScenarios({ scenarios }),
    setScenarios: createSetScenarios({ scenarios }),
    readJournal: createReadJournal({ payments, webhooks }),
  })
  return createServiceHost({
    ...{ title: 'E-wallet', routers, config, logger, system },
    database: { database, migrations: join(import.meta.dirname, '../migrations') },
    workers: [decider, sender],
  })
}

/** The newest key signs; a wrong one is as long as it, so that only the signature is wrong. */
function signers({ webhookSecrets: [secret = ''] }: EWalletConfig) {
  const wrongSecret = `whsec_${Buffer.alloc(32, 'not the key').toString('base64')}`
  return {
    sign: (eventId: string, at: Date, body: string) => new Webhook(secret).sign(eventId, at, body),
    signWrongly: (eventId: string, at: Date, body: string) => new Webhook(wrongSecret).sign(eventId, at, body),
  }
}
