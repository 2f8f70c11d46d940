import { createReadStream, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { CheckedHost } from '../host.ts'

/** What a process and the app host wrote of it, as far as it is kept: the file before the current one, and the current one. */
export async function* linesOf(host: CheckedHost, process: string): AsyncGenerator<string> {
  for (const name of [`${process}.log.1`, `${process}.log`]) {
    const file = join(host.dataFolder, 'logs', name)
    if (existsSync(file)) yield* createInterface({ input: createReadStream(file) })
  }
}
