export { createLogger } from './create-logger.ts'
export { describeError } from './describe-error.ts'
export { hashOf } from './hash-of.ts'
export type { Logger, LogLevel } from './logger.ts'
