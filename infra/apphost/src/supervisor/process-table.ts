import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'

const isLinux = process.platform === 'linux'

/**
 * Tells one process from a later one that got the same number: the moment of its start, as the system records it.
 * Undefined when there is no such process (or no way to know). Not comparable between machines.
 */
export function startMarkOf(pid: number): string | undefined {
  try {
    if (!isLinux) return ps(['-o', 'lstart=', '-p', String(pid)]).trim() || undefined
    const { state, startTick } = readStat(pid)
    if (state === 'Z') return undefined // ended, only not yet collected by its parent
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${startTick}`
  } catch {
    return undefined
  }
}

/** The process and all below it, itself first. */
export function processTreeOf(pid: number): number[] {
  const childrenOf = new Map<number, number[]>()
  for (const [child, parent] of isLinux ? parentsByProc() : parentsByPs()) {
    childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), child])
  }
  const below = (parent: number): number[] => [parent, ...(childrenOf.get(parent) ?? []).flatMap(below)]
  return below(pid)
}

/** Sends a signal; false when there is no such process, or it is not ours. */
export function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

/** Fields 3, 4 and 22 of proc(5) stat; the program's name before them may contain spaces and brackets. */
function readStat(pid: number) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return { state: fields[0], parent: Number(fields[1]), startTick: fields[19] }
}

function parentsByProc(): (readonly [number, number])[] {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger)
  return pids.flatMap((pid) => {
    try {
      return [[pid, readStat(pid).parent] as const]
    } catch {
      return [] // ended in the meantime
    }
  })
}

function parentsByPs(): (readonly [number, number])[] {
  const lines = ps(['-A', '-o', 'pid=,ppid=']).split('\n').filter(Boolean)
  return lines.map((line) => line.trim().split(/\s+/).map(Number) as [number, number])
}

function ps(args: string[]): string {
  return execFileSync('ps', args, { encoding: 'utf8', env: { PATH: '/bin:/usr/bin', LC_ALL: 'C' } })
}
