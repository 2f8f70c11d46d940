import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What PostgreSQL writes about itself in its data folder (`postmaster.pid`); undefined without such a file. */
export function readPostmasterFile(dataFolder: string): { pid: number; isReady: boolean } | undefined {
  try {
    const lines = readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), isReady: lines[7]?.trim() === 'ready' }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
