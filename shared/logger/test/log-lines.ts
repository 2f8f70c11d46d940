import { createLogger } from '../src/create-logger.ts'

/** A logger and the lines that it wrote, parsed. */
export function recordingLogger(options: Partial<Parameters<typeof createLogger>[0]> = {}) {
  const texts: string[] = []
  const destination = { write: (text: string) => void texts.push(text) }
  const logger = createLogger({ name: 'order', level: 'info', destination, ...options })
  return { logger, texts, lines: () => texts.map((text) => JSON.parse(text) as Record<string, unknown>) }
}
