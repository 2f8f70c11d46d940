import { fromEnv, logLevel, milliseconds, port, secretList } from '@waybill/config'
import { z } from 'zod'

/** The variables of every process that listens: where, how much it says, and how long it serves on until a balancer has noticed. */
export const httpVariables = (defaultPort: number) => ({
  host: fromEnv('HOST', z.string().default('127.0.0.1')),
  port: fromEnv('PORT', port.default(defaultPort)),
  logLevel: fromEnv('LOG_LEVEL', logLevel.default('info')),
  drainMs: fromEnv('DRAIN_MS', milliseconds.default(0)),
})

/** The same, for one with internal routes: any of the keys opens them, and the first one is sent to neighbours. */
export const internalVariables = (defaultPort: number) => ({
  ...httpVariables(defaultPort),
  serviceKeys: fromEnv('WAYBILL_SERVICE_KEYS', secretList),
})
