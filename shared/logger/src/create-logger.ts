import { type DestinationStream, pino, stdTimeFunctions } from 'pino'
import { describeError } from './describe-error.ts'
import type { Logger, LogLevel } from './logger.ts'
import { redactedPaths } from './redacted-paths.ts'

type Options = {
  name: string
  level: LogLevel | 'silent'
  /** Fields for every line, asked at each one: the request, order, process and job in progress. */
  context?: () => object | undefined
  destination?: DestinationStream
}

/**
 * JSON lines, on stdout unless `destination` says otherwise, written at once and in order: none is lost when the process
 * exits. Names in `redactedPaths` come out as `[redacted]`, errors as `describeError` shows them.
 */
export function createLogger({ name, level, context, destination }: Options): Logger {
  const options = {
    name,
    level,
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: describeError },
    redact: { paths: redactedPaths, censor: '[redacted]' },
    mixin: () => ({ ...context?.() }), // a copy: pino writes into what it gets
  }
  return pino(options, destination ?? pino.destination({ dest: 1, sync: true }))
}
