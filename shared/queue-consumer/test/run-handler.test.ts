import { describe, expect, it } from 'vitest'
import { ConsumerStopped } from '../src/handler-errors.ts'
import { type Handler, runHandler } from '../src/run-handler.ts'

const message = { id: '1', body: '', attributes: {}, receiveCount: 1, sentAt: new Date(0) }
const never = new AbortController().signal
const run = (handle: Handler, { deadlineMs = 60_000, stopped = never } = {}) =>
  runHandler({ handle, message, deadlineMs, stopped })

describe('running a handler', () => {
  it('when it returns, so does the run, and its signal never aborts', async () => {
    const signals: AbortSignal[] = []
    await run(async (_, signal) => void signals.push(signal))
    expect(signals[0]?.aborted).toBe(false)
  })

  it.each([
    ['rejects', () => Promise.reject(new Error('bad'))],
    [
      'throws at once',
      () => {
        throw new Error('bad')
      },
    ],
  ])('when it %s, the run rejects with the same', async (_, handle) => {
    await expect(run(handle)).rejects.toThrow('bad')
  })

  it('when it is late, its signal aborts and the run rejects, though the handler goes on', async () => {
    const late = Promise.withResolvers<void>()
    const signals: AbortSignal[] = []
    const handle: Handler = (_, signal) => {
      signals.push(signal)
      return late.promise
    }
    await expect(run(handle, { deadlineMs: 5 })).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(signals[0]?.reason).toMatchObject({ name: 'TimeoutError', message: 'not handled within 5 ms' })
    late.reject(new Error('nobody hears this, and it ends no process'))
  })

  it('when the consumer gives up waiting, the run rejects with that', async () => {
    const stop = new AbortController()
    const running = run(() => new Promise(() => {}), { stopped: stop.signal })
    stop.abort(new ConsumerStopped('bye'))
    await expect(running).rejects.toBeInstanceOf(ConsumerStopped)
  })
})
