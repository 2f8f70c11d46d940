import { randomUUIDv7 } from 'node:crypto'

/** What a program gets from its machine: time, new ids and chance. Tests hand in their own. */
export type System = {
  now: () => Date
  newId: () => string
  random: () => number
  /** Milliseconds of a clock that never goes back. */
  monotonicMs: () => number
}

/** The machine's own. Ids are UUIDv7. */
export const machineSystem: System = {
  now: () => new Date(),
  newId: randomUUIDv7,
  random: Math.random,
  monotonicMs: () => performance.now(),
}
