import { type Environment, fromConnectionString, readConfig } from '@waybill/config'
import { internalVariables } from '@waybill/service-host'

export type ProductionConfig = ReturnType<typeof readProductionConfig>

/** The environment as a typed value. Throws a ConfigError that names all that is missing or wrong. */
export function readProductionConfig(env: Environment) {
  return readConfig(env, { ...internalVariables(3011), connectionString: fromConnectionString('production') })
}
