import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { waitFor } from '@waybill/test-kit'

/** What a process tells of itself: its event loop's delay since it was asked last, and what it holds after a collection, in its heap and outside of it. */
export type Portrait = { eventLoopP99Ms: number; heapMb: number; outsideMb: number }

/** What a process must be told, so that it can be asked; its portraits are kept in this folder. */
export const sitter = (folder: string): Record<string, string> => ({
  NODE_OPTIONS: `--import=${pathToFileURL(join(import.meta.dirname, '../src/self-portrait.ts')).href}`,
  SELF_PORTRAITS: folder,
})

/** Of each process, by its name; one after the other, so that none is measured while others collect their garbage. */
export async function portraitsOf(pids: Record<string, number>, folder: string): Promise<Record<string, Portrait>> {
  const portraits: Record<string, Portrait> = {}
  for (const [name, pid] of Object.entries(pids)) {
    const path = join(folder, `${pid}.json`)
    rmSync(path, { force: true })
    process.kill(pid, 'SIGUSR2')
    const read = () => JSON.parse(readFileSync(path, 'utf8')) as Portrait
    portraits[name] = await waitFor(read, { what: `the portrait of ${name}`, timeoutMs: 20_000, intervalMs: 50 })
  }
  return portraits
}
