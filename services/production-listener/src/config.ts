import { type Environment, readConfig } from '@waybill/config'
import { jobListenerVariables } from '@waybill/job-listener'
import { internalVariables } from '@waybill/service-host'

export type ProductionListenerConfig = ReturnType<typeof readProductionListenerConfig>

/** The environment as a typed value. Throws a ConfigError that names all that is missing or wrong. */
export function readProductionListenerConfig(env: Environment) {
  return readConfig(env, { ...internalVariables(3004), ...jobListenerVariables('production') })
}
