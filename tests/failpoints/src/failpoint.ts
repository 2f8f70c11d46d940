import type { Variant } from './variants.ts'

/** The ways on which effects leave a process. */
export type Door = 'postgres' | 'http' | 'sns' | 'sqs' | 'smtp'

/** What must happen for the call to be made. */
export type StoryName =
  | 'creation'
  | 'checkout'
  | 'failing payment'
  | 'silent provider'
  | 'repeated webhook'
  | 'failing service'
  | 'abandoned checkout'
  | 'mail put off'
  | 'mail refused'
  | 'dead letter'

/**
 * Who does the same work while the call is held: `client`, by the same request once more; `lapse`, whoever takes over when the leases
 * of the order end; `deadline`, the same for the deadline of its job.
 */
export type RivalName = 'client' | 'lapse' | 'deadline'

/** One place in the life of an order at which a process can die, or be too slow. */
export type Failpoint = {
  name: string
  process: string
  door: Door
  /** Of what the call says: the statement with its values, the request with its body, the command with its input. */
  match: RegExp
  story: StoryName
  rival: RivalName
  /** It is a poll: one that finds nothing does not count. */
  isPoll?: true
  /** In `npm test` too, as this. */
  short?: Variant
}

/** A row as the tables have it. */
export type Row = [
  name: string,
  door: Door,
  match: RegExp,
  story: StoryName,
  rival: RivalName,
  more?: Pick<Failpoint, 'isPoll' | 'short'>,
]

export const pointsOf = (process: string, rows: readonly Row[]): Failpoint[] =>
  rows.map(([name, door, match, story, rival, more]) => ({
    ...{ name: `${process}: ${name}`, process, door, match, story, rival },
    ...more,
  }))
