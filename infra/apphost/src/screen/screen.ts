import type { LogLine } from '../supervisor/log-book.ts'
import { createConsoleLog } from './console-log.ts'
import { terminalPaint } from './terminal-paint.ts'

/** Shows the lines of all resources on standard output, unless `silent`. `quietly` keeps hundreds of like lines off it. */
export function createScreen(names: readonly string[], silent: boolean) {
  const show = createConsoleLog({ names, write: (text) => process.stdout.write(text), paint: terminalPaint() })
  let isQuiet = false
  return {
    onLine: (name: string, line: LogLine): void => {
      if (!silent && !(isQuiet && line.stream === 'stdout')) show(name, line)
    },
    quietly: async <T>(work: () => Promise<T>): Promise<T> => {
      isQuiet = true
      try {
        return await work()
      } finally {
        isQuiet = false
      }
    },
  }
}
