import type { createPidFiles, RecordedProcess } from './pid-files.ts'
import { pollUntil } from './poll-until.ts'
import { processTreeOf, signalProcess, startMarkOf } from './process-table.ts'

/**
 * Ends the processes that a killed app host left, with SIGTERM and after `limitMs` with SIGKILL, and answers their names.
 * A process that only got the number of one of ours is left alone.
 */
export async function endOrphans(pidFiles: ReturnType<typeof createPidFiles>, limitMs: number): Promise<string[]> {
  const orphans = pidFiles.stillRunning()
  await Promise.all(orphans.map((orphan) => endOrphan(orphan, limitMs)))
  for (const { name } of orphans) pidFiles.forget(name)
  return orphans.map(({ name }) => name)
}

async function endOrphan({ pid, startMark }: RecordedProcess, limitMs: number): Promise<void> {
  const isGone = () => startMarkOf(pid) !== startMark
  signalProcess(pid, 'SIGCONT') // a stopped one would not notice SIGTERM
  signalProcess(pid, 'SIGTERM')
  if (await pollUntil(isGone, limitMs)) return
  for (const member of processTreeOf(pid)) signalProcess(member, 'SIGKILL')
  await pollUntil(isGone, limitMs)
}
