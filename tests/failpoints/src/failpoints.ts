import { type Failpoint, pointsOf, type Row } from './failpoint.ts'

const poll = { isPoll: true } as const

const order: Row[] = [
  ['commit a new order', 'postgres', /^commit of .*insert into "?orders/, 'creation', 'client'],
  ['claim a key', 'postgres', /^insert into idempotency_keys/, 'checkout', 'client'],
  ['commit an attempt', 'postgres', /insert into checkouts/, 'checkout', 'client', { short: 'crash after' }],
  ['ask for a payment', 'http', /^POST \S+\/payments /, 'checkout', 'client', { short: 'crash before' }],
  ['keep the payment', 'postgres', /accepted_at = now\(\)/, 'checkout', 'client'],
  ['complete a key', 'postgres', /^update idempotency_keys set state/, 'checkout', 'client'],
  ['take over a key', 'postgres', /^with dead as/, 'abandoned checkout', 'lapse', poll],
  ['take an open attempt', 'postgres', /from checkouts where payment_id is null/, 'abandoned checkout', 'lapse', poll],
  ['commit the end', 'postgres', /insert into order_processes/, 'checkout', 'lapse', { short: 'compete before' }],
  ['claim events', 'postgres', /^with due as .*from outbox/, 'checkout', 'lapse', poll],
  ['publish events', 'sns', /^PublishBatch/, 'checkout', 'lapse', { short: 'compete after' }],
  ['mark published', 'postgres', /^update outbox set published_at/, 'checkout', 'lapse', { short: 'crash before' }],
  [
    ...(['commit a report', 'postgres', /update order_process_jobs set status.*"succeeded"/] as const),
    ...(['checkout', 'lapse', { short: 'compete after' }] as const),
  ],
  ['announce again', 'postgres', /skip locked.*update order_process_jobs set attempt/, 'mail put off', 'deadline'],
  ['retry a job', 'postgres', /update order_process_jobs.*"retry-job"/, 'mail refused', 'client'],
  ['send a dead letter back', 'sqs', /^SendMessageCommand/, 'dead letter', 'client'],
  ['delete a dead letter', 'sqs', /^DeleteMessageCommand/, 'dead letter', 'client'],
]

const payment: Row[] = [
  [
    'commit a payment',
    'postgres',
    /^commit of .*insert into payments/,
    'checkout',
    'client',
    { short: 'crash before' },
  ],
  ['submit', 'http', /^POST \S+\/payment-requests/, 'checkout', 'lapse', { short: 'compete after' }],
  ['mark submitted', 'postgres', /set status = 'pending'/, 'checkout', 'lapse'],
  [
    'store a webhook',
    'postgres',
    /^insert into webhook_events/,
    'repeated webhook',
    'lapse',
    { short: 'compete after' },
  ],
  [
    ...(['settle by webhook', 'postgres', /insert into payment_confirmations.*"webhook"/] as const),
    ...(['checkout', 'lapse', { short: 'compete before' }] as const),
  ],
  ['ask about a failure', 'http', /^GET \S+\/payment-requests/, 'failing payment', 'lapse'],
  ['ask about silence', 'http', /^GET \S+\/payment-requests/, 'silent provider', 'lapse'],
  ['settle by asking', 'postgres', /insert into payment_confirmations.*"reconcile"/, 'silent provider', 'lapse'],
  ['tell order', 'http', /^POST \S+\/confirm-payment/, 'checkout', 'lapse', { short: 'crash after' }],
  [
    ...(['mark told', 'postgres', /update payment_confirmations set delivered_at/] as const),
    ...(['checkout', 'lapse', { short: 'compete before' }] as const),
  ],
]

const listener: Row[] = [
  ['receive', 'sqs', /^ReceiveMessage/, 'checkout', 'lapse', poll],
  ['report running', 'http', /^POST \S+\/status .*"running"/, 'checkout', 'lapse'],
  ['delete the message', 'sqs', /^DeleteMessageBatch/, 'checkout', 'lapse'],
]

const productionListener: Row[] = [
  ...listener,
  ['ask production', 'http', /^POST \S+\/productions/, 'checkout', 'lapse', { short: 'crash after' }],
  ['report success', 'http', /^POST \S+\/status .*"succeeded"/, 'checkout', 'lapse', { short: 'compete before' }],
  ['give back', 'sqs', /^ChangeMessageVisibilityBatch/, 'failing service', 'lapse'],
]

const invoiceListener: Row[] = [
  ...listener.filter(([name]) => name !== 'delete the message'),
  ['delete the message', 'sqs', /^DeleteMessageBatch/, 'checkout', 'lapse', { short: 'crash before' }],
  ['ask invoice', 'http', /^POST \S+\/invoices/, 'checkout', 'lapse'],
  ['report success', 'http', /^POST \S+\/status .*"succeeded"/, 'checkout', 'lapse'],
]

const notificationListener: Row[] = [
  ...listener,
  ['ask notification', 'http', /^POST \S+\/emails\/send/, 'checkout', 'lapse'],
]

const notification: Row[] = [
  ['accept a mail', 'postgres', /^insert into emails/, 'checkout', 'lapse'],
  ['send a mail', 'smtp', /^sendMail/, 'checkout', 'lapse', { short: 'crash after' }],
  ['mark sent', 'postgres', /update emails set status.*"sent"/, 'checkout', 'lapse'],
  ['report success', 'http', /^POST \S+\/status .*"succeeded"/, 'checkout', 'lapse'],
  ['mark reported', 'postgres', /update job_reports set delivered_at/, 'checkout', 'lapse'],
]

const wallet: Row[] = [
  ['commit a payment', 'postgres', /^commit of .*insert into payments/, 'checkout', 'lapse'],
  ['decide a payment', 'postgres', /update payments set decided = true/, 'checkout', 'lapse'],
  ['call the webhook', 'http', /^POST \S+\/payments\/webhook/, 'checkout', 'lapse'],
]

const effect: Row[] = [['keep the effect', 'postgres', /^insert into effects/, 'checkout', 'lapse']]
const mailbox: Row[] = [['keep the mail', 'postgres', /insert into "messages"/, 'checkout', 'lapse']]

/** Around every commit, publish, call and acknowledge on the way of an order: one row each, in the order of the flow. */
export const failpoints: readonly Failpoint[] = [
  ...pointsOf('order', order),
  ...pointsOf('payment', payment),
  ...pointsOf('e-wallet', wallet),
  ...pointsOf('production-listener', productionListener),
  ...pointsOf('invoice-listener', invoiceListener),
  ...pointsOf('notification-listener', notificationListener),
  ...pointsOf('notification', notification),
  ...pointsOf('production', effect),
  ...pointsOf('invoice', effect),
  ...pointsOf('mailbox', mailbox),
]
