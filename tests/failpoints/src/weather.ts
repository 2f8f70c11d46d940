import type { Door } from './failpoint.ts'

/** Faults by chance, for every process that looks at it, or only for some: a share of the calls at these doors. */
export type Weather = {
  /** `cut`: of what writes to PostgreSQL the connection is cut, before it is sent or when its answer has come. */
  kind: 'cut' | 'errors'
  doors: readonly Door[]
  /** Without their numbers: it is over every replica. */
  over?: readonly string[]
  share: number
  seed: number
}

/** One fault, as the process that made it wrote it down. */
export type Injected = { at: string; by: string; door: Door; when: 'before' | 'after'; words: string }
