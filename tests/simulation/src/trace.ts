import { createHash } from 'node:crypto'
import type { Witness } from './machine/reach.ts'
import type { VirtualClock } from './time/virtual-clock.ts'

/**
 * The history of a run as one hash of who did what when, in its order. Lines are kept only of what names one of `follow`:
 * since a seed repeats its run, what is of interest can be followed the second time.
 */
export function createTrace(clock: VirtualClock, follow: readonly string[]) {
  const hash = createHash('sha256')
  const lines: string[] = []
  let events = 0

  const witness: Witness = (life, call, args, result) => {
    events += 1
    hash.update(`${clock.elapsedMs()} ${life} ${call}\n`)
    if (follow.length === 0) return
    const told = JSON.stringify([args, result])
    if (!follow.some((id) => told.includes(id))) return
    lines.push(`${(clock.elapsedMs() / 1_000).toFixed(3).padStart(9)} s  ${life.padEnd(26)} ${call} ${told}`)
  }

  return { witness, lines, hash, events: () => events }
}
