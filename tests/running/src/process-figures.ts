import { readdirSync, readFileSync } from 'node:fs'

type Parents = ReadonlyMap<number, number>

/** Which process is whose child, as Linux tells it. */
export function parentsOfAll(): Parents {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return new Map(pids.map((pid) => [Number(pid), parentOf(pid)]))
}

/** Memory (resident, megabytes) and open files of a process and all below it; nothing of one that has ended. */
export function processFigures(pid: number, parents: Parents): { rssMb: number; files: number } {
  const children = [...parents].filter(([, parent]) => parent === pid)
  return children.reduce((total, [child]) => {
    const below = processFigures(child, parents)
    return { rssMb: total.rssMb + below.rssMb, files: total.files + below.files }
  }, figuresOfOne(pid))
}

function figuresOfOne(pid: number): { rssMb: number; files: number } {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readOr(`/proc/${pid}/status`))?.[1]
  return { rssMb: Number(kilobytes ?? 0) / 1_024, files: countOr(`/proc/${pid}/fd`) }
}

/** The name, in brackets, may hold anything; the parent is the second field after it. */
const parentOf = (pid: string): number => Number(readOr(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ')[1])

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // it has ended
  }
}

function countOr(path: string): number {
  try {
    return readdirSync(path).length
  } catch {
    return 0
  }
}
