import {
  type Environment,
  fromConnectionString,
  fromEnv,
  fromService,
  integer,
  milliseconds,
  readConfig,
} from '@waybill/config'
import { internalVariables } from '@waybill/service-host'
import { z } from 'zod'

export type NotificationConfig = ReturnType<typeof readNotificationConfig>

const mailServer = z
  .string()
  .refine(isSmtpUrl, 'must be smtp://host:port or smtps://host:port, with user:password@ where the server asks for it')

const sender = z
  .string()
  .transform(
    (text) => /^(?<name>[^<>]*[^<>\s])\s*<(?<address>[^<>]+)>$/.exec(text)?.groups ?? { name: '', address: text },
  )
  .pipe(
    z.object({ name: z.string().regex(/^\P{Cc}*$/u), address: z.email() }, 'must be like Waybill <orders@example.com>'),
  )

/** The environment as a typed value. Throws a ConfigError that names all that is missing or wrong. */
export function readNotificationConfig(env: Environment) {
  return readConfig(env, {
    ...internalVariables(3003),
    connectionString: fromConnectionString('notification'),
    orderUrl: fromService('order'),
    // As Aspire names the endpoint `smtp` of the resource `mailbox`; elsewhere any mail server.
    mailServer: fromEnv('services__mailbox__smtp__0', mailServer),
    mailFrom: fromEnv('MAIL_FROM', sender.prefault('Waybill <orders@waybill.test>')),
    mailTimeoutMs: fromEnv('MAIL_TIMEOUT_MS', integer({ min: 1, max: 15_000 }).default(15_000)),
    mailBackoffCapMs: fromEnv('MAIL_BACKOFF_CAP_MS', milliseconds.default(60_000)),
    reportBackoffCapMs: fromEnv('REPORT_BACKOFF_CAP_MS', milliseconds.default(10_000)),
    pollMs: fromEnv('POLL_MS', milliseconds.default(1_000)),
  })
}

function isSmtpUrl(text: string): boolean {
  const parsed = URL.parse(text)
  return parsed !== null && /^smtps?:$/.test(parsed.protocol) && parsed.hostname !== ''
}
