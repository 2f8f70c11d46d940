/** Remembers a ring until the next wait hears it, so that one between two waits is not lost. */
export function createBell() {
  let rung = false
  let hear = () => {}

  return {
    ring() {
      rung = true
      hear()
    },

    /** Forgets the rings so far: what they announced is about to be done. */
    silence() {
      rung = false
    },

    /** Ends after `ms`, or at a ring, at once if there was one. Lets other events through in any case. */
    wait(ms: number): Promise<void> {
      return new Promise((resolve) => {
        if (rung || ms === 0) {
          setImmediate(resolve)
          return
        }
        const timer = setTimeout(resolve, ms)
        hear = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    },
  }
}
