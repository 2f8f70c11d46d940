import { endLeftOverPostgres } from '@waybill/local-postgres'
import { clusterNameFor } from './hosting/local-postgres.ts'
import type { DataPaths } from './state/data-folder.ts'
import { endOrphans } from './supervisor/orphans.ts'
import { createPidFiles } from './supervisor/pid-files.ts'
import { startMarkOf } from './supervisor/process-table.ts'

const orphanLimitMs = 3_000

/**
 * Ends what an earlier app host on this folder left because it was killed, and answers the names: its processes, and a
 * database server whose starter is gone too. Nothing that only looks like it is touched.
 */
export async function endLeftOvers(paths: DataPaths): Promise<string[]> {
  const ended = await endOrphans(createPidFiles(paths.run, startMarkOf), orphanLimitMs)
  await endLeftOverPostgres(clusterNameFor(paths.folder))
  return ended
}
