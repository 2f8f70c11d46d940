import { execFileSync } from 'node:child_process'

/** Megabytes of memory that each process holds (RSS), by its name. */
export function memoryMb(pids: Record<string, number>): Record<string, number> {
  const lines = execFileSync('ps', ['-o', 'pid=,rss=', '-p', Object.values(pids).join(',')], { encoding: 'utf8' })
  const sizes = new Map(
    lines
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/).map(Number) as [number, number]),
  )
  return Object.fromEntries(
    Object.entries(pids).map(([name, pid]) => [name, Math.round((sizes.get(pid) ?? 0) / 1_024)]),
  )
}
