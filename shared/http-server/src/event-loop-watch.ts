import { monitorEventLoopDelay } from 'node:perf_hooks'

const nanosecondsPerMs = 1e6
const lateWindows = 2

/**
 * Tells whether the event loop is late: its delay's 99th percentile was above `limitMs` in the last two windows
 * running. One alone can be a single pause (a suspended process, a large collection), which is over when it is seen.
 */
export function createEventLoopWatch({ limitMs, windowMs }: { limitMs: number; windowMs: number }) {
  const delay = monitorEventLoopDelay({ resolution: 20 })
  let timer: NodeJS.Timeout | undefined
  let windowsLate = 0

  function closeWindow(): void {
    windowsLate = delay.percentile(99) / nanosecondsPerMs > limitMs ? windowsLate + 1 : 0
    delay.reset()
  }
  return {
    start(): void {
      delay.enable()
      timer ??= setInterval(closeWindow, windowMs).unref()
    },
    stop(): void {
      delay.disable()
      clearInterval(timer)
      timer = undefined
      windowsLate = 0
    },
    isLate: () => windowsLate >= lateWindows,
  }
}
