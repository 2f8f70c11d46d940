const levels: Record<number, string> = { 10: 'trace', 20: 'debug', 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' }
/** Of use to a search in the file, not on a screen; or said elsewhere on the line. */
const hidden = new Set([
  ...['level', 'time', 'msg', 'pid', 'hostname', 'name', 'process'],
  ...['requestId', 'traceparent', 'trace_id', 'span_id', 'trace_flags'],
])

export type ReadableLine = { level: string | undefined; text: string }

/** A JSON line of our logger as a person reads it: time, level, message, the rest as `key=value`. Other lines stay as they are. */
export function readableLine(line: string): ReadableLine {
  const entry = parseEntry(line)
  if (!entry) return { level: undefined, text: line }
  const level = typeof entry.level === 'number' ? (levels[entry.level] ?? String(entry.level)) : String(entry.level)
  const words = [
    timeOf(entry.time),
    level.padEnd(5),
    ...(entry.msg === 'request' ? requestOf(entry) : messageOf(entry)),
  ]
  return { level, text: words.join(' ').replaceAll('\n', '\n  ') }
}

function messageOf(entry: Record<string, unknown>): string[] {
  const details = Object.entries(entry).filter(([key]) => !hidden.has(key))
  return [String(entry.msg ?? ''), ...details.map(([key, value]) => `${key}=${textOf(value)}`)]
}

/** `POST /api/v1/… 202 12.6 ms`, and what else the line tells. */
function requestOf({ method, route, status, durationMs, ...others }: Record<string, unknown>): string[] {
  return [`${method} ${route} ${status} ${durationMs} ms`, ...messageOf({ ...others, msg: undefined }).slice(1)]
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

function parseEntry(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    const entry = JSON.parse(line) as Record<string, unknown>
    return 'level' in entry && 'time' in entry ? entry : undefined
  } catch {
    return undefined
  }
}

/** The time of day in UTC, from milliseconds or RFC 3339. */
function timeOf(time: unknown): string {
  const date = new Date(time as string | number)
  return Number.isNaN(date.getTime()) ? String(time) : date.toISOString().slice(11, 23)
}
