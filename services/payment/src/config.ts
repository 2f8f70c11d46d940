import {
  commaList,
  type Environment,
  fromConnectionString,
  fromEnv,
  fromService,
  milliseconds,
  readConfig,
} from '@waybill/config'
import { webhookSecret } from '@waybill/contracts'
import { internalVariables } from '@waybill/service-host'
import { z } from 'zod'

export type PaymentConfig = ReturnType<typeof readPaymentConfig>

/** The environment as a typed value. Throws a ConfigError that names all that is missing or wrong. */
export function readPaymentConfig(env: Environment) {
  return readConfig(env, {
    ...internalVariables(3002),
    connectionString: fromConnectionString('payment'),
    orderUrl: fromService('order'),
    eWalletUrl: fromService('ewallet'),
    webhookKeys: fromEnv('PAYMENT_WEBHOOK_SECRETS', webhookKeys),
    reconcileScheduleSeconds: fromEnv('RECONCILE_SCHEDULE_SECONDS', seconds.default(reconcileSchedule)),
    reconcilePollMs: fromEnv('RECONCILE_POLL_MS', milliseconds.default(1_000)),
    confirmBackoffCapMs: fromEnv('CONFIRM_BACKOFF_CAP_MS', milliseconds.default(60_000)),
  })
}

const reconcileSchedule = [15, 30, 60, 120, 300, 900, 3_600]

const seconds = z
  .string()
  .regex(/^[1-9]\d{0,5}(,[1-9]\d{0,5})*$/, 'must be whole seconds between commas')
  .transform((text) => text.split(',').map(Number))

/** The keys' bytes; two while they are rotated. */
const webhookKeys = commaList(webhookSecret).pipe(
  z
    .array(z.string())
    .max(2, 'must be at most two keys')
    .transform((secrets) => secrets.map((secret) => Buffer.from(secret.slice('whsec_'.length), 'base64'))),
)
