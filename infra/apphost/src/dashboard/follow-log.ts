import { setTimeout as pause } from 'node:timers/promises'
import type { AppHostLogLine } from '@waybill/contracts'

/**
 * Hands on the kept lines and then, where it follows, new ones as they come, until the signal aborts. False where there
 * is no such resource. While the app host does not answer it waits: the next one counts its lines from 1 again.
 */
export async function followLog(deps: {
  linesAfter: (number: number) => Promise<AppHostLogLine[] | undefined>
  onLines: (lines: AppHostLogLine[]) => void
  follows: boolean
  intervalMs: number
  signal: AbortSignal
}): Promise<boolean> {
  const { linesAfter, onLines, follows, intervalMs, signal } = deps
  for (let last = 0; !signal.aborted; await pause(intervalMs)) {
    const read = await linesAfter(last).catch(() => 'no answer' as const)
    if (read === undefined) return false
    if (read !== 'no answer' && read.length > 0) onLines(read)
    last = read === 'no answer' ? 0 : (read.at(-1)?.number ?? last)
    if (!follows) break
  }
  return true
}
