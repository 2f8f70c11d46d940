import { ConfigError, type Environment } from '@waybill/config'
import { runProcess } from '@waybill/lifecycle'
import { createLogger, type Logger } from '@waybill/logger'
import { currentContext } from '@waybill/request-context'
import type { ServiceHost } from './create-service-host.ts'
import { machineSystem, type System } from './system.ts'

type Deps<Config> = {
  name: string
  env: Environment
  readConfig: (env: Environment) => Config
  create: (config: Config, parts: { logger: Logger; system: System }) => ServiceHost
  /** From the signal to the exit, at most; longer for a process that lets messages finish. */
  hardLimitMs?: number
}

type CommonConfig = { logLevel: Parameters<typeof createLogger>[0]['level']; drainMs: number }

/**
 * The whole life of a service's process: read the environment, start, serve, and on SIGTERM drain, stop and exit 0. With a
 * wrong environment it names every fault on stderr and exits with 1 before anything is begun.
 */
export async function runService<Config extends CommonConfig>(deps: Deps<Config>) {
  const config = configOrExit(deps)
  const logger = createLogger({ name: deps.name, level: config.logLevel, context: currentContext })
  const { start, drain, stop } = deps.create(config, { logger, system: machineSystem })
  const { name, hardLimitMs = 15_000 } = deps
  await runProcess({ name, logger, start, drain, stop, drainMs: config.drainMs, hardLimitMs })
}

function configOrExit<Config>({ name, env, readConfig }: Deps<Config>): Config {
  try {
    return readConfig(env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${name} cannot start. ${error.message}\n`)
    process.exit(1)
  }
}
