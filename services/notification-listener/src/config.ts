import { type Environment, readConfig } from '@waybill/config'
import { jobListenerVariables } from '@waybill/job-listener'
import { internalVariables } from '@waybill/service-host'

export type NotificationListenerConfig = ReturnType<typeof readNotificationListenerConfig>

/** The environment as a typed value. Throws a ConfigError that names all that is missing or wrong. */
export function readNotificationListenerConfig(env: Environment) {
  return readConfig(env, { ...internalVariables(3006), ...jobListenerVariables('notification') })
}
