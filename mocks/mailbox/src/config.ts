import { type Environment, fromConnectionString, fromEnv, integer, port, readConfig } from '@waybill/config'
import { httpVariables } from '@waybill/service-host'

export type MailboxConfig = ReturnType<typeof readMailboxConfig>

/** The environment as a typed value. Throws a ConfigError that names all that is missing or wrong. */
export function readMailboxConfig(env: Environment) {
  return readConfig(env, {
    ...httpVariables(8025),
    smtpPort: fromEnv('SMTP_PORT', port.default(1025)),
    connectionString: fromConnectionString('mailbox'),
    mailLimitBytes: fromEnv('MAIL_LIMIT_BYTES', integer({ min: 1, max: 100_000_000 }).default(5_000_000)),
  })
}
