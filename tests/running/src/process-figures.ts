import { readdirSync, readFileSync } from 'node:fs'

/** Memory (resident, megabytes) and open files of a process and all below it, as Linux tells them; nothing of one that has ended. */
export function processFigures(pid: number): { rssMb: number; files: number } {
  const figures = [pid, ...descendantsOf(pid)].map(figuresOfOne)
  const sum = (key: 'rssMb' | 'files') => figures.reduce((total, each) => total + each[key], 0)
  return { rssMb: sum('rssMb'), files: sum('files') }
}

function figuresOfOne(pid: number): { rssMb: number; files: number } {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return { rssMb: Number(kilobytes ?? 0) / 1_024, files: readdirSync(`/proc/${pid}/fd`).length }
  } catch {
    return { rssMb: 0, files: 0 }
  }
}

function descendantsOf(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  )
  return children.flatMap((child) => [child, ...descendantsOf(child)])
}
