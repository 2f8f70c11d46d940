import type { AppBuilder } from './hosting/builder.ts'
import type { BuildSpec } from './model/resource.ts'
import { demonstrationUsers } from './seed/demonstration-users.ts'
import { randomKey, webhookKey } from './state/secrets.ts'

/** What a run may change without changing the topology. */
export type TopologySettings = { orderReplicas: number; webhookDelayMs: { min: number; max: number } }

/** Waybill on one machine: what there is, what each part is told of the others, and who waits for whom. */
export function waybill(builder: AppBuilder, { orderReplicas, webhookDelayMs }: TopologySettings): void {
  const serviceKey = builder.addParameter('serviceKey', randomKey)
  const opsKey = builder.addParameter('opsKey', randomKey)
  const webhookSecret = builder.addParameter('webhookSecret', webhookKey)
  const password = builder.addParameter('databasePassword', randomKey)
  const readerPassword = builder.addParameter('databaseReaderPassword', randomKey)

  const postgres = builder.addPostgres('postgres', { port: 54320, password, readerPassword })
  const queues = builder.addQueues('queues', { port: 4566 })

  // The systems of others, as stand-ins.
  const mailbox = builder
    .addService('mailbox', 'mocks/mailbox')
    .withHttpEndpoint(8025)
    .withEndpoint({ name: 'smtp', scheme: 'smtp', port: 1025, variable: 'SMTP_PORT' })
    .withReference(postgres.addDatabase('mailbox'))
    .withUrl('mails', '/')

  const eWallet = builder
    .addService('e-wallet', 'mocks/e-wallet')
    .withHttpEndpoint(3010)
    .withReference(postgres.addDatabase('ewallet'))
    .withEnvironment('PAYMENT_WEBHOOK_SECRETS', webhookSecret)
    .withEnvironment('WEBHOOK_DELAY_MIN_MS', webhookDelayMs.min)
    .withEnvironment('WEBHOOK_DELAY_MAX_MS', webhookDelayMs.max)

  const production = builder
    .addService('production', 'mocks/production')
    .withHttpEndpoint(3011)
    .withReference(postgres.addDatabase('production'))

  const invoice = builder
    .addService('invoice', 'mocks/invoice')
    .withHttpEndpoint(3012)
    .withReference(postgres.addDatabase('invoice'))

  // The services.
  const order = builder
    .addService('order', 'services/order')
    .withHttpEndpoint(3001)
    .withReplicas(orderReplicas)
    .withReference(postgres.addDatabase('order'))
    .withReference(queues)
    .waitFor(queues)

  const payment = builder
    .addService('payment', 'services/payment')
    .withHttpEndpoint(3002)
    .withReference(postgres.addDatabase('payment'))
    .withReference(eWallet)
    .withReference(order)
    .withEnvironment('PAYMENT_WEBHOOK_SECRETS', webhookSecret)

  const notification = builder
    .addService('notification', 'services/notification')
    .withHttpEndpoint(3003)
    .withReference(postgres.addDatabase('notification'))
    .withReference(mailbox)
    .withReference(order)

  // They know each other, so these references can only be made now.
  order.withReference(payment)
  eWallet.withEnvironment('WEBHOOK_URL', ({ urlsOf }) => `${urlsOf('payment')[0]}/api/v1/payments/webhook`)

  // The listeners: a queue on one side, a service on the other.
  const productionListener = builder
    .addService('production-listener', 'services/production-listener')
    .withHttpEndpoint(3004)
    .withReference(production)
    .waitFor(production)

  const invoiceListener = builder
    .addService('invoice-listener', 'services/invoice-listener')
    .withHttpEndpoint(3005)
    .withReference(invoice)
    .waitFor(invoice)

  const notificationListener = builder
    .addService('notification-listener', 'services/notification-listener')
    .withHttpEndpoint(3006)
    .withReference(notification)
    .waitFor(notification)

  const listeners = [productionListener, invoiceListener, notificationListener]
  for (const listener of listeners) {
    listener.withReference(queues).withReference(order).waitFor(queues).waitFor(order)
    // A stop lets the last poll end; against an emulator on this machine short ones cost nothing.
    listener.withEnvironment('QUEUE_WAIT_SECONDS', 2).withStopLimit(30_000)
  }
  for (const withDatabase of [mailbox, eWallet, production, invoice, order, payment, notification]) {
    withDatabase.waitFor(postgres).withUrl('API', '/docs')
  }

  // The pages, for shoppers and operators.
  const web = builder
    .addService('web', 'services/web')
    .withBuild(webBuild)
    .withHttpEndpoint(3000)
    .withUrl('console', '/ops/login')
    .withReference(builder.appHost)
    .withEnvironment('MAILBOX_URL', ({ urlsOf }) => `${urlsOf('mailbox')[0]}/`)
    .withEnvironment('OPS_KEY', opsKey)
    .withEnvironment('DEMO_USERS', JSON.stringify(demonstrationUsers.map(({ id, name }) => ({ id, name }))))
  for (const neighbour of [order, payment, notification, eWallet, mailbox]) web.withReference(neighbour)
  for (const earlier of [mailbox, eWallet, order, payment, notification, ...listeners]) web.waitFor(earlier)

  const services = [order, payment, notification, ...listeners, web]
  for (const service of [...services, mailbox, eWallet, production, invoice]) {
    service.withHttpHealthCheck('/readyz').withEnvironment('WAYBILL_SERVICE_KEYS', serviceKey)
  }
  for (const resource of [postgres, queues, mailbox, eWallet, production, invoice, ...services]) {
    resource.withCommand('kill', 'Kill it hard, to watch it come back', ({ kill }) => kill('SIGKILL'))
  }
}

const webBuild: BuildSpec = {
  command: (output) => ['node_modules/vite/bin/vite.js', 'build', '--outDir', output],
  sources: [
    ...['client', 'build', 'vite.config.ts', 'package.json', 'tsconfig.json'].map((path) => `services/web/${path}`),
    ...['shared/contracts/src', 'pnpm-lock.yaml'],
  ],
  output: 'dist',
}
