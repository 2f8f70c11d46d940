import {
  commaList,
  type Environment,
  fromConnectionString,
  fromEnv,
  milliseconds,
  readConfig,
  url,
} from '@waybill/config'
import { webhookSecret } from '@waybill/contracts'
import { httpVariables } from '@waybill/service-host'
import { z } from 'zod'

export type EWalletConfig = ReturnType<typeof readEWalletConfig>

/** The environment as a typed value. Throws a ConfigError that names all that is missing or wrong. */
export function readEWalletConfig(env: Environment) {
  return readConfig(env, {
    ...httpVariables(3010),
    connectionString: fromConnectionString('ewallet'),
    webhookUrl: fromEnv('WEBHOOK_URL', url),
    webhookSecrets: fromEnv('PAYMENT_WEBHOOK_SECRETS', commaList(webhookSecret)),
    webhookDelayMinMs: fromEnv('WEBHOOK_DELAY_MIN_MS', milliseconds.default(3_000)),
    webhookDelayMaxMs: fromEnv('WEBHOOK_DELAY_MAX_MS', milliseconds.default(10_000)),
    webhookLateMs: fromEnv('WEBHOOK_LATE_MS', milliseconds.default(20_000)),
    webhookLongestPauseMs: fromEnv('WEBHOOK_LONGEST_PAUSE_MS', milliseconds.default(60_000)),
    defaultOutcome: fromEnv('DEFAULT_OUTCOME', z.enum(['succeeded', 'failed']).default('succeeded')),
  })
}
