import { existsSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

const longestMs = 90_000
const lookEveryMs = 10

/** Resolves when the file is there; whoever forgot it is not waited for longer than 90 s. */
export async function untilThere(file: string): Promise<void> {
  for (let waitedMs = 0; waitedMs < longestMs && !existsSync(file); waitedMs += lookEveryMs) await pause(lookEveryMs)
}
