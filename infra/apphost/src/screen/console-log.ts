import type { LogLine } from '../supervisor/log-book.ts'
import type { Colour, Paint } from './paint.ts'
import { readableLine } from './readable-line.ts'

const nameColours: Colour[] = ['cyan', 'magenta', 'blue', 'green', 'yellow']
const levelColours: Record<string, Colour> = {
  warn: 'yellow',
  error: 'red',
  fatal: 'red',
  debug: 'grey',
  trace: 'grey',
}

/** Writes each line behind the coloured name of its resource. */
export function createConsoleLog(deps: { names: readonly string[]; write: (text: string) => void; paint: Paint }) {
  const { names, write, paint } = deps
  const width = Math.max(...names.map((name) => name.length))
  return (name: string, { stream, text }: LogLine): void => {
    const colour = nameColours[names.indexOf(name) % nameColours.length] ?? 'cyan'
    const prefix = paint(name.padEnd(width), colour)
    write(`${prefix} ${paint('|', 'grey')} ${bodyOf(stream, text, paint)}\n`)
  }
}

function bodyOf(stream: LogLine['stream'], text: string, paint: Paint): string {
  if (stream === 'apphost') return paint(`* ${text}`, 'yellow')
  const { level, text: readable } = readableLine(text)
  const colour = level === undefined && stream === 'stderr' ? 'red' : levelColours[level ?? '']
  return colour ? paint(readable, colour) : readable
}
