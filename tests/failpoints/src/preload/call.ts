import type { Door } from '../failpoint.ts'

/** One call on its way out of the process. */
export type Call<Result> = {
  door: Door
  /** What it says. */
  words: string
  /** Sends it. One that was held goes out although its caller may have given it up: what has left is not called back. */
  run: (wasHeld: boolean) => Promise<Result>
  /** Whether the answer brings anything; of a poll. */
  isFull: (result: Result) => boolean
  /** Breaks the connection that it uses, where it has one. */
  cut?: () => void
}

/** What stands at the doors: it sends the call, or does what is meant to happen instead. */
export type Guard = <Result>(call: Call<Result>) => Promise<Result>
