import { cp, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ChaosSystem } from './system.ts'

/** Writes the driver's log and the log of every process into a new folder, and answers it. */
export async function keepLogs(system: ChaosSystem, seed: number, log: object): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `waybill-chaos-seed-${seed}-`))
  await writeFile(join(folder, 'driver-log.json'), JSON.stringify(log, null, 1))
  await cp(join(system.host.dataFolder, 'logs'), join(folder, 'logs'), { recursive: true })
  await cp(system.serverLog, join(folder, 'logs', 'postgres-server.log')).catch(() => {})
  return folder
}
