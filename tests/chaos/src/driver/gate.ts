/** Lets so many in at a time; who comes when it is full waits for a place, first come first served. */
export function createGate(places: number) {
  const waiting: (() => void)[] = []
  let inside = 0
  return {
    /** Resolves with the work, or rejects with it; then the place is free again. */
    async through<T>(work: () => Promise<T>): Promise<T> {
      if (inside >= places) await new Promise<void>((admitted) => waiting.push(admitted))
      else inside += 1
      try {
        return await work()
      } finally {
        const next = waiting.shift()
        if (next) next()
        else inside -= 1
      }
    },
  }
}
