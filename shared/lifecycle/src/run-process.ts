import type { Logger } from '@waybill/logger'

type Part = () => unknown

type ProcessLike = {
  on: (event: 'SIGTERM' | 'SIGINT' | 'uncaughtException', listener: (cause: unknown) => void) => unknown
  exit: (code: number) => unknown
}

type Deps = {
  name: string
  logger: Pick<Logger, 'info' | 'error' | 'fatal'>
  start: Part
  /** Called in the very tick of the signal: turn readiness to 503 and answer `Connection: close`, still serving. */
  drain?: Part
  /** Ends everything, in the order server, workers, pools (`joinParts`). May be called before `start` has ended. */
  stop: Part
  /** How long to keep serving after `drain`, until every balancer has noticed. */
  drainMs?: number
  /** From the signal to the exit, at most. */
  hardLimitMs?: number
  process?: ProcessLike
}

/**
 * The life of a process. Starts it; on SIGTERM, SIGINT: drain, `drainMs`, stop, exit 0. A failed start, an uncaught error or
 * a failed stop goes the same way and exits with 1; so does what is not done after `hardLimitMs`. Call it before anything
 * else is begun: it handles uncaught errors and rejections from there on. A repeated signal changes nothing.
 */
export async function runProcess(deps: Deps): Promise<void> {
  const { name, logger, drain, drainMs = 0, hardLimitMs = 15_000, process: self = process } = deps
  let exitCode = 0
  let ending = false

  async function end(reason: string) {
    if (ending) return
    ending = true
    logger.info({ process: name, reason }, 'stopping')
    const timer = setTimeout(giveUp, hardLimitMs)
    await attempt(drain, 'drain')
    if (drainMs > 0) await new Promise((resolve) => setTimeout(resolve, drainMs))
    await attempt(deps.stop, 'stop')
    clearTimeout(timer)
    logger.info({ process: name, exitCode }, 'stopped')
    self.exit(exitCode)
  }

  // A part that cannot be stopped must not keep the others from it.
  async function attempt(part: Part | undefined, step: string) {
    try {
      await part?.()
    } catch (error) {
      exitCode = 1
      logger.error({ process: name, step, err: error }, 'a step of stopping failed')
    }
  }

  function giveUp() {
    logger.fatal({ process: name, hardLimitMs }, 'not stopped in time')
    self.exit(1)
  }

  function fail(error: unknown, message: string) {
    exitCode = 1
    logger.fatal({ process: name, err: error }, message)
    void end('failure')
  }

  for (const signal of ['SIGTERM', 'SIGINT'] as const) self.on(signal, () => void end(signal))
  self.on('uncaughtException', (error) => fail(error, 'uncaught error')) // of a rejection too, since Node 15

  try {
    await deps.start()
    if (!ending) logger.info({ process: name }, 'started')
  } catch (error) {
    if (!ending) fail(error, 'could not start')
  }
}
