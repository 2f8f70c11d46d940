import { canMove, type ResourceState } from '../model/resource-state.ts'

export type StateKeeper = ReturnType<typeof createStateKeeper>

/** Holds the state of one resource and tells those who wait for one. */
export function createStateKeeper() {
  let current: ResourceState = 'Waiting'
  const listeners = new Set<() => void>()
  return {
    get: (): ResourceState => current,

    /** False, and nothing changes, where the move is not allowed: its reason has been overtaken. */
    move: (to: ResourceState): boolean => {
      if (!canMove(current, to)) return false
      current = to
      for (const listener of [...listeners]) listener()
      return true
    },

    /** Resolves as soon as the state is a wanted one; rejects with the signal's reason. */
    until: (isWanted: (state: ResourceState) => boolean, signal: AbortSignal): Promise<void> =>
      new Promise((resolve, reject) => {
        const end = (settle: () => void) => {
          listeners.delete(check)
          signal.removeEventListener('abort', giveUp)
          settle()
        }
        const check = () => isWanted(current) && end(resolve)
        const giveUp = () => end(() => reject(signal.reason))
        listeners.add(check)
        signal.addEventListener('abort', giveUp)
        if (signal.aborted) giveUp()
        else check()
      }),
  }
}
