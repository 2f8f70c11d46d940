type Line = { stream: 'stdout' | 'stderr' | 'apphost'; text: string }
type Readable = { level: string; text: string; rest: string }

const levels: Record<number, string> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' }
/** Said elsewhere already, or of use to machines only. */
const leftOut = ['level', 'time', 'msg', 'name', 'pid', 'hostname', 'traceparent', 'trace_id', 'span_id', 'trace_flags']

/** A log line for people: pino's JSON as its level, its message and what else it says; anything else as it was written. */
export function readableLine({ stream, text }: Line): Readable {
  const entry = asObject(text)
  if (!entry || typeof entry.msg !== 'string') return { level: stream === 'stderr' ? 'error' : '', text, rest: '' }
  const rest = Object.entries(entry).filter(([name]) => !leftOut.includes(name))
  return {
    level: levelOf(entry.level),
    text: entry.msg,
    rest: rest.map(([name, value]) => `${name}=${shown(value)}`).join(' '),
  }
}

const levelOf = (level: unknown) => (typeof level === 'number' ? (levels[level] ?? '') : String(level ?? ''))
const shown = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

function asObject(text: string): Record<string, unknown> | undefined {
  if (!text.startsWith('{')) return undefined
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return undefined
  }
}
