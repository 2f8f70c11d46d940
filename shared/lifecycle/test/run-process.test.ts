import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runProcess } from '../src/run-process.ts'

type Deps = Parameters<typeof runProcess>[0]

const logger = { info: vi.fn(), error: vi.fn(), fatal: vi.fn() }
const never = () => new Promise<void>(() => {})
const pass = (ms = 0) => vi.advanceTimersByTimeAsync(ms)

/** A process that notes what happens to it instead of ending. */
function raise(parts: Partial<Deps> = {}) {
  const events: string[] = []
  const emitter = new EventEmitter()
  const note = (step: string) => () => void events.push(step)
  const process = {
    on: emitter.on.bind(emitter),
    exit: (code: number) => void events.push(`exit ${code}`),
  }
  const noted = { start: note('start'), drain: note('drain'), stop: note('stop') }
  const run = () => runProcess({ name: 'order', logger, process, ...noted, ...parts })
  return { events, run, send: (event: string, cause?: unknown) => emitter.emit(event, cause) }
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
  vi.clearAllMocks()
})

describe('the end of a process', () => {
  it.each(['SIGTERM', 'SIGINT'])('when %s arrives, it drains, stops and exits with 0', async (signal) => {
    const { events, run, send } = raise()
    await run()
    send(signal)
    await pass()
    expect(events).toEqual(['start', 'drain', 'stop', 'exit 0'])
  })

  it('when a signal arrives, it drains in the same tick and stops only after drainMs', async () => {
    const { events, run, send } = raise({ drainMs: 5_000 })
    await run()
    send('SIGTERM')
    expect(events).toEqual(['start', 'drain'])
    await pass(4_999)
    expect(events).toEqual(['start', 'drain'])
    await pass(1)
    expect(events).toEqual(['start', 'drain', 'stop', 'exit 0'])
  })

  it('when signals repeat, it drains and stops once', async () => {
    const { events, run, send } = raise({ drainMs: 100 })
    await run()
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGTERM']) send(signal)
    await pass(100)
    send('SIGTERM')
    await pass()
    expect(events).toEqual(['start', 'drain', 'stop', 'exit 0'])
  })

  it('when a signal arrives during the start, it stops what there is and does not wait for the rest', async () => {
    const { events, run, send } = raise({ start: never })
    void run()
    send('SIGTERM')
    await pass()
    expect(events).toEqual(['drain', 'stop', 'exit 0'])
  })

  it('when there is nothing to drain, it stops', async () => {
    const { events, run, send } = raise({ drain: () => undefined })
    await run()
    send('SIGTERM')
    await pass()
    expect(events).toEqual(['start', 'stop', 'exit 0'])
  })

  it('when it is not stopped within the hard limit, it exits with 1', async () => {
    const { events, run, send } = raise({ stop: never })
    await run()
    send('SIGTERM')
    await pass(14_999)
    expect(events).toEqual(['start', 'drain'])
    await pass(1)
    expect(events).toEqual(['start', 'drain', 'exit 1'])
    expect(logger.fatal).toHaveBeenCalledOnce()
  })

  it('when it was stopped in time, the hard limit is void', async () => {
    const { events, run, send } = raise({ hardLimitMs: 1_000 })
    await run()
    send('SIGTERM')
    await pass(1_000)
    expect(events.filter((event) => event.startsWith('exit'))).toEqual(['exit 0'])
  })

  it.each(['drain', 'stop'] as const)('when %s fails, it goes on and exits with 1', async (step) => {
    const { events, run, send } = raise({ [step]: () => Promise.reject(new Error('no')) })
    await run()
    send('SIGTERM')
    await pass()
    expect(events).toEqual(['start', step === 'drain' ? 'stop' : 'drain', 'exit 1'])
    expect(logger.error).toHaveBeenCalledWith(expect.objectContaining({ step }), expect.any(String))
  })
})

describe('a process that fails', () => {
  const error = new Error('broken')

  it('when an error is uncaught, it logs it, drains, stops and exits with 1', async () => {
    const { events, run, send } = raise()
    await run()
    send('uncaughtException', error)
    await pass()
    expect(events).toEqual(['start', 'drain', 'stop', 'exit 1'])
    expect(logger.fatal).toHaveBeenCalledWith({ process: 'order', err: error }, 'uncaught error')
  })

  it('when an error is uncaught while it stops, it goes on stopping and exits with 1', async () => {
    const { events, run, send } = raise({ drainMs: 100 })
    await run()
    send('SIGTERM')
    send('uncaughtException', error)
    await pass(100)
    expect(events).toEqual(['start', 'drain', 'stop', 'exit 1'])
  })

  it.each([
    [
      'throws',
      () => {
        throw error
      },
    ],
    ['rejects', () => Promise.reject(error)],
  ])('when its start %s, it stops what was begun and exits with 1', async (_, start) => {
    const { events, run } = raise({ start })
    await run()
    await pass()
    expect(events).toEqual(['drain', 'stop', 'exit 1'])
    expect(logger.fatal).toHaveBeenCalledWith({ process: 'order', err: error }, 'could not start')
  })

  it('when the start fails because it is being stopped, that is no failure', async () => {
    let failStart = (_: Error) => {}
    const start = () =>
      new Promise((_, reject) => {
        failStart = reject
      })
    const { events, run, send } = raise({ start, stop: () => failStart(error) })
    void run()
    send('SIGTERM')
    await pass()
    expect(events).toEqual(['drain', 'exit 0'])
    expect(logger.fatal).not.toHaveBeenCalled()
  })
})
