type Fields = Record<string, unknown>
type Line = Fields & { level: string; msg?: string }
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const
type Write = (fields: unknown, message?: string) => void
type CapturedLogger = Record<(typeof levels)[number], Write> & { child: (fields: Fields) => CapturedLogger }

/** A logger with pino's methods that keeps its lines, oldest first, instead of writing them. */
export function captureLog() {
  const lines: Line[] = []
  return { logger: loggerInto(lines, {}), lines, messages: () => lines.map((line) => line.msg) }
}

function loggerInto(lines: Line[], bound: Fields): CapturedLogger {
  const writers = levels.map((level) => [
    level,
    (fields: unknown, message?: string) => {
      lines.push({ ...bound, ...asFields(fields), level, ...(message !== undefined && { msg: message }) })
    },
  ])
  return { ...Object.fromEntries(writers), child: (fields: Fields) => loggerInto(lines, { ...bound, ...fields }) }
}

function asFields(given: unknown): Fields {
  if (typeof given === 'string') return { msg: given }
  return given instanceof Error ? { err: given, msg: given.message } : (given as Fields)
}
