import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs'

/**
 * A file that only grows at its end. Full, it becomes `<path>.1` in place of the one before, so that no more than twice
 * `maxBytes` are kept. What is written is with the system at once: it survives a kill of this process.
 */
export function createBoundedFile(path: string, maxBytes: number) {
  let file = openToAppend(path)
  let bytes = fstatSync(file).size
  let isOpen = true
  return {
    write: (text: string): void => {
      if (!isOpen) return
      try {
        if (bytes >= maxBytes) turnOver()
        bytes += writeSync(file, text)
      } catch {
        // A full disk must not end the app host, which would end everything it watches.
      }
    },
    close: (): void => {
      if (isOpen) closeSync(file)
      isOpen = false
    },
  }

  function turnOver(): void {
    renameSync(path, `${path}.1`)
    const full = file
    file = openToAppend(path)
    bytes = 0
    closeSync(full)
  }
}

const openToAppend = (path: string): number => openSync(path, 'a', 0o600)
