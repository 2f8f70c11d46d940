import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from '@waybill/logger'
import { type Database, isConnectionError, isUnavailable } from '@waybill/postgres'

const pauseMs = 1_000

type Deps = {
  database: Pick<Database, 'migrateToLatest'>
  migrations: string
  logger: Pick<Logger, 'warn'>
  /** Gives up waiting; what is under way ends first. */
  stopping: AbortSignal
}

/**
 * Migrates as soon as there is a database: one that is away, or still starting, is asked again every second, for a process that
 * ended instead would only have to be started again. Rejects for a migration that fails, and when `stopping` aborts.
 */
export async function migrateWhenReachable({ database, migrations, logger, stopping }: Deps): Promise<void> {
  for (;;) {
    try {
      await database.migrateToLatest(migrations)
      return
    } catch (error) {
      if (!isDatabaseTrouble(error)) throw error
      logger.warn({ err: error }, 'waiting for the database')
      await pause(pauseMs, undefined, { signal: stopping }).catch(() => {})
      stopping.throwIfAborted()
    }
  }
}

/** Of the question what is missing, or of the migration itself. */
const isDatabaseTrouble = (error: unknown): boolean => isUnavailable(error) || isConnectionError((error as Error).cause)
