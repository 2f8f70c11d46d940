import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Change, PlantedBug } from './planted-bug.ts'

/** The text with the change in it. Throws unless what is to be replaced is there exactly once, and is replaced by something else. */
export function changed(text: string, { file, from, to }: Change): string {
  const [before, after, ...more] = text.split(from)
  if (before === undefined || after === undefined) throw new Error(`${file} no longer says: ${from}`)
  if (more.length > 0) throw new Error(`${file} says more than once: ${from}`)
  if (from === to) throw new Error(`nothing is changed in ${file}`)
  return before + to + after
}

/** Plants the bug in the tree below the folder; the function it answers takes it out again. Throws where it does not apply. */
export function plant({ changes }: PlantedBug, folder: string): () => void {
  const originals = new Map<string, string>()
  const planted = new Map<string, string>()
  for (const change of changes) {
    const path = join(folder, change.file)
    const text = planted.get(path) ?? readFileSync(path, 'utf8')
    if (!originals.has(path)) originals.set(path, text)
    planted.set(path, changed(text, change))
  }
  for (const [path, text] of planted) writeFileSync(path, text)
  return () => {
    for (const [path, text] of originals) writeFileSync(path, text)
  }
}
