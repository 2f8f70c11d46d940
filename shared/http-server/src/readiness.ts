import type { Logger } from '@waybill/logger'

/** What must answer before requests may come, by the name that `/readyz` shows. A check fails by rejecting. */
export type ReadinessChecks = Readonly<Record<string, () => Promise<unknown>>>

type Deps = {
  checks: ReadinessChecks
  logger: Logger
  monotonicMs: () => number
  timeLimitMs?: number
  keepMs?: number
}

/**
 * Asks all checks at once, each within its time limit, and returns the names of those that failed. Answers are kept
 * for a second and shared by all who ask meanwhile: probes put no load on what they probe.
 */
export function createReadiness({ checks, logger, monotonicMs, timeLimitMs = 1_000, keepMs = 1_000 }: Deps) {
  let failing: Promise<string[]> | undefined
  let keepUntilMs = 0

  async function ask(): Promise<string[]> {
    const names = Object.keys(checks)
    const passed = await Promise.all(Object.entries(checks).map(([name, check]) => passes(name, check)))
    return names.filter((_, i) => !passed[i])
  }

  async function passes(name: string, check: () => Promise<unknown>): Promise<boolean> {
    try {
      await withinTime(check(), timeLimitMs)
      return true
    } catch (error) {
      logger.warn({ err: error, check: name }, 'not ready')
      return false
    }
  }

  return (): Promise<string[]> => {
    if (failing === undefined || monotonicMs() >= keepUntilMs) {
      keepUntilMs = monotonicMs() + keepMs
      failing = ask()
    }
    return failing
  }
}

async function withinTime(work: Promise<unknown>, limitMs: number): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`no answer within ${limitMs} ms`)), limitMs)
  try {
    await Promise.race([work, promise])
  } finally {
    clearTimeout(timer)
  }
}
