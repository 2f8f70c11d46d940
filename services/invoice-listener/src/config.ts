import { type Environment, readConfig } from '@waybill/config'
import { jobListenerVariables } from '@waybill/job-listener'
import { internalVariables } from '@waybill/service-host'

export type InvoiceListenerConfig = ReturnType<typeof readInvoiceListenerConfig>

/** The environment as a typed value. Throws a ConfigError that names all that is missing or wrong. */
export function readInvoiceListenerConfig(env: Environment) {
  return readConfig(env, { ...internalVariables(3005), ...jobListenerVariables('invoice') })
}
