import type { Logger } from '@waybill/logger'
import pg from 'pg'
import { typeParsers } from './type-parsers.ts'

export type PoolOptions = Pick<pg.PoolConfig, 'connectionString' | 'application_name' | 'max'> & pg.PoolConfig

/** A pool that survives the loss of its connections: the loss is logged, and whoever asks next gets a new one. */
export function createPool(options: PoolOptions, logger: Logger): pg.Pool {
  const pool = new pg.Pool({
    connectionTimeoutMillis: 2_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: typeParsers as pg.CustomTypesConfig,
    ...options,
  })
  // Both are needed: a connection that is lent out has only its own listener, and an event nobody hears ends the process.
  pool.on('connect', (client) => {
    client.on('error', (error) => logger.warn({ err: error }, 'database connection lost'))
  })
  pool.on('error', () => {}) // an idle one, which its own listener has logged
  return pool
}
