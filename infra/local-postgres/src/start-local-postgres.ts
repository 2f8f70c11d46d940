import { join } from 'node:path'
import { ensureCluster } from './cluster.ts'
import { ensureDatabase } from './database.ts'
import { prepareHome } from './home.ts'
import { claimCluster, stopOrphan } from './orphan.ts'
import { chooseFreePort } from './port.ts'
import { startServer } from './server.ts'

type Options = {
  /** 0: any free one. */
  port: number
  /** Of the user `waybill`; it becomes part of the data folder when that is made. */
  password: string
  /** The name of the cluster's folder in the home folder. One server per data folder. */
  dataFolder?: string
  /** Default: `.waybill/` in the checkout; for root a folder in `/var/lib`, for PostgreSQL then runs as `nobody`. */
  homeFolder?: string
  /** Server settings, for example `{ fsync: 'off' }` for data that may be lost. */
  settings?: Record<string, string>
}

/** All services share the server. A deadlock must be found before the services' lock timeout of a second. */
const defaults = { max_connections: '200', deadlock_timeout: '200ms' }

export type LocalPostgres = Awaited<ReturnType<typeof startLocalPostgres>>

/**
 * A real PostgreSQL on 127.0.0.1 that takes connections when this resolves. A server that an earlier, killed starter
 * left on the same data folder is ended first, and its data kept. Rejects with `PortTaken`, when a living process already
 * runs one on the folder, or with what PostgreSQL said.
 */
export async function startLocalPostgres(options: Options) {
  const { password, dataFolder = 'postgres', settings = {} } = options
  const home = await prepareHome(options.homeFolder)
  const folder = join(home.folder, dataFolder)
  await stopOrphan(home, folder)
  const port = await chooseFreePort(options.port)
  await ensureCluster(home, folder, password, settings.fsync !== 'off')
  claimCluster(folder)
  const server = await startServer(home, folder, port, { ...defaults, ...settings })
  const url = `postgres://waybill:${encodeURIComponent(password)}@127.0.0.1:${port}`
  return {
    /** The server's address without a database name. */
    url,
    port,
    dataFolder: folder,
    /** Settles when the server process is gone, for whatever reason. */
    exited: server.exited,
    ensureDatabase: (name: string) => ensureDatabase(url, name),
    stop: server.stop,
  }
}
