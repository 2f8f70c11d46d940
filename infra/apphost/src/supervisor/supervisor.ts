import { inOrder, reversed } from '../model/in-order.ts'
import type { ManagedProcess } from './managed-process.ts'

/** A resource was not healthy in time, or ended again and again before it was; `tail` is what it wrote last. */
export class NotHealthy extends Error {
  override readonly name = 'NotHealthy'
  readonly resource: string
  readonly tail: string[]

  constructor(resource: string, why: string, tail: string[]) {
    super(`${resource} ${why}`)
    this.resource = resource
    this.tail = tail
  }
}

/** One that has ended so often without ever being healthy has a fault that time does not mend. */
const hopelessAfterStarts = 5

/** Lines that say why. */
const lastWords = 30

/** Starts the processes in the order of their waiting, each after those that it waits for are healthy, and stops them backwards. */
export function createSupervisor(processes: readonly ManagedProcess[], healthyWithinMs: number) {
  const names = processes.map(({ plan }) => plan.name)
  const find = (name: string): ManagedProcess => {
    const found = processes.find(({ plan }) => plan.name === name)
    if (!found) throw new Error(`There is no resource "${name}". There are: ${names.join(', ')}`)
    return found
  }
  const waitsFor = (name: string) => find(name).plan.waitsFor.filter((other) => names.includes(other))

  return {
    processes,
    find,

    /** Resolves when all are healthy. Rejects with `NotHealthy`, or with the signal's reason; then what runs goes on running. */
    start: (signal: AbortSignal): Promise<void> =>
      inOrder(names, waitsFor, async (name) => {
        signal.throwIfAborted()
        const process = find(name)
        process.start()
        const why = await whyNotReady(process, signal)
        if (why)
          throw new NotHealthy(
            name,
            why,
            process.tail(lastWords).map(({ text }) => text),
          )
      }),

    /** Each stops only after all that wait for it have ended. */
    stop: (): Promise<void> => inOrder(names, reversed(names, waitsFor), (name) => find(name).stop()),

    /** SIGKILL for all at once. */
    force: (): void => {
      for (const process of processes) process.forceStop()
    },
  }

  /** Undefined when it is ready. Rejects with the signal's reason. */
  async function whyNotReady(process: ManagedProcess, signal: AbortSignal): Promise<string | undefined> {
    const late = AbortSignal.timeout(healthyWithinMs)
    const decided = new AbortController()
    const waiting = AbortSignal.any([signal, late, decided.signal])
    const ready = process.untilReady(waiting).then(() => undefined)
    const hopeless = process.untilHopeless(hopelessAfterStarts, waiting)
    try {
      return await Promise.race([ready, hopeless])
    } catch (reason) {
      if (signal.aborted || !late.aborted) throw reason
      return `was not healthy within ${healthyWithinMs / 1000} s`
    } finally {
      decided.abort()
      await Promise.allSettled([ready, hopeless])
    }
  }
}
