import { join } from 'node:path'
import { createNeighbour } from '@waybill/http-client'
import { requestHash } from '@waybill/idempotency'
import type { Logger } from '@waybill/logger'
import { createDatabase } from '@waybill/postgres'
import { currentContext } from '@waybill/request-context'
import { createCallPolicy, createReadOnce, fullJitterMs } from '@waybill/resilience'
import { createServiceHost, type System } from '@waybill/service-host'
import { activeTraceparent } from '@waybill/telemetry'
import { notificationRouters } from './app.ts'
import type { NotificationConfig } from './config.ts'
import { createMailTransport } from './gateways/mail-transport.ts'
import { createOrderGateway } from './gateways/orders.ts'
import { createMailer } from './gateways/smtp.ts'
import { createTemplates } from './gateways/templates.ts'
import { createEmailLog } from './repositories/email-log.ts'
import { createEmails } from './repositories/emails.ts'
import { createFigures } from './repositories/figures.ts'
import { createJobReports } from './repositories/job-reports.ts'
import { createSending } from './repositories/sending.ts'
import { createDeliverEmail } from './use-cases/deliver-email.ts'
import { createDeliverJobReport } from './use-cases/deliver-job-report.ts'
import { createListEmails } from './use-cases/list-emails.ts'
import { createReadOverview } from './use-cases/read-overview.ts'
import { createResendEmail } from './use-cases/resend-email.ts'
import { createSendEmail } from './use-cases/send-email.ts'
import { createReporter } from './workers/reporter.ts'
import { createSenders } from './workers/senders.ts'

/** The notification service, ready to start. */
export function createNotificationService(
  config: NotificationConfig,
  { logger, system }: { logger: Logger; system: System },
) {
  const { now, newId, random, monotonicMs } = system
  const { connectionString } = config
  const database = createDatabase({ connectionString, applicationName: 'notification', logger })
  const { db } = database
  const sending = createSending(db)
  const reports = createJobReports(db)
  const log = createEmailLog(db)
  const figures = createFigures(db)

  const order = createNeighbour({
    ...{ neighbour: 'order', baseUrl: config.orderUrl, serviceKey: config.serviceKeys[0], ...system },
    budget: { tries: 1, attemptTimeoutMs: 2_000, totalTimeoutMs: 2_000, concurrent: 10 },
  })
  const transport = createMailTransport({
    ...{ url: config.mailServer, timeoutMs: config.mailTimeoutMs, monotonicMs, random },
    pauseMs: Math.min(30_000, config.mailBackoffCapMs),
  })
  const templates = createTemplates({ folder: join(import.meta.dirname, '../templates') })
  const mailer = createMailer({ exchange: transport.exchange, from: config.mailFrom, logger })

  const pauseUpTo = (capMs: number) => (tries: number) => fullJitterMs({ baseMs: 1_000, attempt: tries, capMs, random })
  const working = { intervalMs: config.pollMs, logger, random, newId }
  const deliverJobReport = createDeliverJobReport({
    ...{ reports, tell: createOrderGateway(order).tell, pauseMs: pauseUpTo(config.reportBackoffCapMs) },
    failed: (err, { emailId }) => logger.warn({ err, emailId }, 'order could not be told yet how a job ended'),
  })
  const reporter = createReporter({
    ...{ ...working, take: (limit) => reports.takeDue(limit, newId()), deliver: deliverJobReport },
  })
  const deliverEmail = createDeliverEmail({
    ...{ sending, render: templates.render, send: mailer.send, pauseMs: pauseUpTo(config.mailBackoffCapMs) },
    ...{ persist: createPersist(system), decided: reporter.wake },
  })
  const senders = createSenders({
    ...{ ...working, claim: (limit) => sending.claim(limit, newId()), deliver: deliverEmail, state: transport.state },
  })

  const traceparent = () => activeTraceparent() ?? currentContext()?.traceparent
  const routers = notificationRouters({
    sendEmail: createSendEmail({
      ...{ emails: createEmails(db), hashOf: requestHash, messageDomain: domainOf(config.mailFrom.address) },
      ...{ newId, traceparent, queued: senders.wake, reported: reporter.wake },
    }),
    listEmails: createListEmails({ log }),
    resendEmail: createResendEmail({ log, newId, traceparent, queued: senders.wake }),
    readOverview: createReadOverview({
      ...{ urgent: figures.urgent, sent: createReadOnce({ read: figures.sent, keptMs: 10_000, now }) },
    }),
  })
  const storage = { database, migrations: join(import.meta.dirname, '../migrations') }
  const parts = { config, logger, system, database: storage, workers: [senders, reporter] }
  return createServiceHost({ title: 'Notification', routers, ...parts })
}

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1)

/** What SMTP has answered is written down by the same statement until the claim has almost ended. */
function createPersist({ monotonicMs, random }: System) {
  const policy = createCallPolicy({
    ...{ tries: 20, attemptTimeoutMs: 9_000, totalTimeoutMs: 9_000, bulkhead: { concurrent: 5 } },
    ...{ backoff: { baseMs: 100, capMs: 1_000 }, isPassing: () => true, monotonicMs, random },
    retryBudget: { share: 0, floor: 100, windowMs: 10_000 },
  })
  return (write: () => Promise<boolean>) => policy.execute(write)
}
