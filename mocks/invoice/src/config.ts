import { type Environment, fromConnectionString, readConfig } from '@waybill/config'
import { internalVariables } from '@waybill/service-host'

export type InvoiceConfig = ReturnType<typeof readInvoiceConfig>

/** The environment as a typed value. Throws a ConfigError that names all that is missing or wrong. */
export function readInvoiceConfig(env: Environment) {
  return readConfig(env, { ...internalVariables(3012), connectionString: fromConnectionString('invoice') })
}
