import type { Socket } from 'node:net'

export type Protocol = 'http' | 'postgres' | 'smtp'

/** A connection through a link: both its ends. */
export type Pair = {
  client: Socket
  upstream: Socket
  protocol: Protocol
  random: () => number
  /** What the client sent last. */
  asked: string
  /** Half open: the far end is gone and the near one was never told. */
  isDeaf: boolean
}

export type Piece = { pair: Pair; side: 'client' | 'upstream'; chunk: Buffer }

/** What becomes of a piece; `hold`: it is asked again a moment later. */
export type Step = { do: 'pass' } | { do: 'drop' } | { do: 'hold' } | { do: 'pass-after'; ms: number }

/** A way in which a network fails: decides for one piece of one connection. */
export type Disturbance = (piece: Piece) => Step
