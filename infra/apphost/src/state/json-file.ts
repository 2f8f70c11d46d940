import { readFileSync, renameSync, writeFileSync } from 'node:fs'

/** The parsed object, or undefined where there is no file. Throws an error that names the file when it holds no JSON object. */
export function readJsonFile(path: string): Record<string, unknown> | undefined {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  return parseObject(text, path)
}

/** All or nothing, readable by the owner alone. */
export function writeJsonFile(path: string, value: object): void {
  const unfinished = `${path}.${process.pid}.new`
  writeFileSync(unfinished, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  renameSync(unfinished, path)
}

function parseObject(text: string, path: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>
  } catch (error) {
    throw new Error(`${path} holds no valid JSON: ${(error as Error).message}`)
  }
  throw new Error(`${path} holds no JSON object`)
}
