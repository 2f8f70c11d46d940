import { cp, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Writes the driver's log and the log of every process into a new folder, and answers it. */
export async function keepLogs(dataFolder: string, seed: number, log: object): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), `waybill-chaos-seed-${seed}-`))
  await writeFile(join(folder, 'driver-log.json'), JSON.stringify(log, null, 1))
  await cp(join(dataFolder, 'logs'), join(folder, 'logs'), { recursive: true })
  return folder
}
