import { usualDataFolder } from './repository-root.ts'
import { pathsIn } from './state/data-folder.ts'
import { readJsonFile } from './state/json-file.ts'
import { readRunFile } from './state/run-file.ts'

/** The system that runs from this checkout, for scripts beside it; undefined when none does. */
export function findRunningSystem(dataFolder = usualDataFolder()) {
  const paths = pathsIn(dataFolder)
  const running = readRunFile(paths.runFile)
  if (!running) return undefined
  const secrets = (readJsonFile(paths.secrets) ?? {}) as Record<string, string>
  return {
    serviceKey: secrets.serviceKey ?? '',
    /** Opens the operations console. */
    opsKey: secrets.opsKey ?? '',
    /** With it the Aspire dashboard takes telemetry. */
    otlpKey: secrets.otlpKey ?? '',
    control: { url: running.controlUrl, key: secrets.controlKey ?? '' },
    /** Throws for a name that has no port. */
    urlOf(name: string): string {
      const port = running.ports[name]
      if (port === undefined) throw new Error(`"${name}" has no address`)
      return `http://127.0.0.1:${port}`
    },
  }
}

export type RunningSystem = NonNullable<ReturnType<typeof findRunningSystem>>
