import { renameSync } from 'node:fs'

/**
 * Moves a finished folder to where it belongs; what stood there goes to `<finished>.<n>`, to be deleted. Nobody ever sees
 * half of it, and of several who do this at the same time the last one stays. On one file system.
 */
export function replaceFolder(finished: string, place: string): void {
  for (let tried = 1; ; tried += 1) {
    unless('ENOENT', () => renameSync(place, `${finished}.${tried}`))
    if (unless('ENOTEMPTY', () => renameSync(finished, place))) return
  }
}

/** False when the work failed in this foreseen way. */
function unless(code: string, work: () => void): boolean {
  try {
    work()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === code) return false
    throw error
  }
}
