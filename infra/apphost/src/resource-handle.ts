import type { ManagedProcess } from './supervisor/managed-process.ts'

export type ResourceHandle = ReturnType<typeof createResourceHandle>

const patienceMs = 30_000

/** One resource as a test holds it. */
export function createResourceHandle(process: ManagedProcess) {
  const { plan, status, start, stop, restart, kill, tail, untilReady } = process
  return {
    name: plan.name,
    /** The address of its first endpoint. */
    url: Object.values(plan.urls)[0] ?? '',
    urls: plan.urls,
    links: plan.links,
    /** What its process is told: throws while something it waits for was never ready. */
    environment: plan.environment,
    get pid(): number | undefined {
      return status().pid
    },
    get state() {
      return status().state
    },
    get restarts(): number {
      return status().restarts
    },
    /** How its last life ended; undefined until one has. */
    get lastEnding() {
      return status().lastEnding
    },
    /** To its process and all below it. For SIGKILL it resolves when the end has been noticed; then it is started again. */
    kill,
    restart,
    /** It stays down until `startProcess` or `restart`. */
    stopProcess: stop,
    startProcess: start,
    /** Rejects after `timeoutMs` (30 s). Without a health check, healthy means running. */
    waitUntilHealthy: (timeoutMs = patienceMs): Promise<void> => untilReady(AbortSignal.timeout(timeoutMs)),
    /** The last lines it wrote, oldest first. */
    logs: (count = 1_000): string[] => tail(count).map(({ text }) => text),
  }
}
