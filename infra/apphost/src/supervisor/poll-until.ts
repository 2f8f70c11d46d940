import { setTimeout as pause } from 'node:timers/promises'

/** Asks every 20 ms until the answer is true; false when `limitMs` have passed. */
export async function pollUntil(isTrue: () => boolean, limitMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < limitMs; waitedMs += 20) {
    if (isTrue()) return true
    await pause(20)
  }
  return isTrue()
}
