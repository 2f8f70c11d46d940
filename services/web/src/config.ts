import { join } from 'node:path'
import {
  ConfigError,
  type Environment,
  fromEnv,
  fromService,
  milliseconds,
  readConfig,
  url,
  type Variable,
} from '@waybill/config'
import { internalVariables } from '@waybill/service-host'
import { z } from 'zod'

export type WebConfig = ReturnType<typeof readWebConfig>

const opsKey = z.string().regex(/^[\x21-\x7e]{24,500}$/, 'must have 24 to 500 visible ASCII characters')
const longSecret = z.string().regex(/^[\x21-\x7e]{16,}$/, 'must have at least 16 visible ASCII characters')

const demoUsers = z
  .string()
  .transform((text, { addIssue }) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      addIssue('must be JSON')
      return z.NEVER
    }
  })
  .pipe(z.array(z.object({ id: z.uuid(), name: z.string() }), 'must be a list of { id, name }'))

/** The environment as a typed value. Throws a ConfigError that names all that is missing or wrong. */
export function readWebConfig(env: Environment) {
  const config = readConfig(env, {
    ...internalVariables(3000),
    opsKey: fromEnv('OPS_KEY', opsKey.optional()),
    publicUrl: fromEnv('PUBLIC_URL', url.optional()),
    orderUrl: fromService('order'),
    paymentUrl: fromService('payment'),
    notificationUrl: fromService('notification'),
    eWalletUrl: maybe(fromService('ewallet')),
    mailboxUrl: fromEnv('MAILBOX_URL', url.optional()),
    appHostUrl: fromEnv('APP_HOST_URL', url.optional()),
    appHostKey: fromEnv('APP_HOST_KEY', longSecret.optional()),
    demoUsers: fromEnv('DEMO_USERS', demoUsers.default([])),
    distFolder: fromEnv('WEB_DIST', z.string().default(join(import.meta.dirname, '../dist'))),
    upstreamTimeoutMs: fromEnv('UPSTREAM_TIMEOUT_MS', milliseconds.default(10_000)),
  })
  if (!config.appHostUrl === !config.appHostKey) return config
  throw new ConfigError(['APP_HOST_URL and APP_HOST_KEY are set both, or neither'])
}

const maybe = <S extends z.ZodType>({ name, schema }: Variable<S>) => fromEnv(name, schema.optional())
