import type { Logger } from '@waybill/logger'
import { fullJitterMs } from '@waybill/resilience'
import { createBell } from './bell.ts'

type Deps = {
  name: string
  /** The pause after a run that found nothing more to do. */
  intervalMs: number
  /** One pass; `more` asks for the next one without a pause. `signal` aborts when the loop is to stop. */
  work: (signal: AbortSignal) => Promise<'more' | 'idle'>
  logger: Pick<Logger, 'debug' | 'info' | 'error'>
  random: () => number
  maxBackoffMs?: number
}

export type WorkerLoop = ReturnType<typeof createWorkerLoop>

const backoffBaseMs = 250
// A failed run is not repeated sooner, however often it is woken: a stream of wakes must not make an outage a hot loop.
const leastBackoffMs = 100

/**
 * Runs `work` at once and then after each `intervalMs`, never two runs at a time. After a failure the pause is drawn with
 * full jitter from a range that doubles with each failure in a row, from 500 ms up to `maxBackoffMs`.
 */
export function createWorkerLoop({ name, work, logger, random, intervalMs, maxBackoffMs = 10_000 }: Deps) {
  const bell = createBell()
  let stopping: AbortController | undefined
  let ended: Promise<void> = Promise.resolve()
  let failures = 0

  async function loop(signal: AbortSignal) {
    while (!signal.aborted) {
      bell.silence()
      await run(signal)
    }
  }

  async function run(signal: AbortSignal) {
    try {
      const outcome = await work(signal)
      recovered()
      await bell.wait(outcome === 'more' ? 0 : intervalMs)
    } catch (error) {
      if (signal.aborted) logger.debug({ worker: name, err: error }, 'the worker was stopped during a run')
      else await backOff(error)
    }
  }

  function recovered() {
    if (failures > 0) logger.info({ worker: name, failures }, 'the worker works again')
    failures = 0
  }

  async function backOff(error: unknown) {
    failures += 1
    const heldMs = Math.min(leastBackoffMs, maxBackoffMs)
    const jitterMs = fullJitterMs({ baseMs: backoffBaseMs, attempt: failures, capMs: maxBackoffMs, random })
    const pauseMs = Math.max(heldMs, jitterMs)
    logger.error({ worker: name, err: error, failures, pauseMs }, 'the worker failed')
    await new Promise((resolve) => setTimeout(resolve, heldMs))
    await bell.wait(pauseMs - heldMs)
  }

  return {
    /** Starts with a run. Does nothing while the loop runs; after `stop`, begins when the last run has ended. */
    start() {
      if (stopping && !stopping.signal.aborted) return
      stopping = new AbortController()
      const { signal } = stopping
      ended = ended.then(() => loop(signal))
    },

    /** Aborts the signal of the run in progress and waits for its end. Safe twice and before `start`. */
    async stop() {
      stopping?.abort()
      bell.ring()
      await ended
    },

    /** Ends the pause now. During a run it means one more run directly after, for that run may have looked too early. */
    wake: bell.ring,
  }
}
