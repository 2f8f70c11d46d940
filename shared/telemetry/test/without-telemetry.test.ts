import { describe, expect, it } from 'vitest'
import { activeTraceparent, flushTelemetry, runAsConsumer, withoutTracing } from '../src/index.ts'

const carrier = { traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01' }

describe('without telemetry', () => {
  it('when there is no span, there is no traceparent', () => {
    expect(activeTraceparent()).toBeUndefined()
  })

  it('when a message is handled, it gives the value or the failure of the handler', async () => {
    const failure = new Error('no')
    await expect(runAsConsumer('handle', carrier, () => 7)).resolves.toBe(7)
    await expect(runAsConsumer('handle', {}, async () => 'later')).resolves.toBe('later')
    await expect(runAsConsumer('handle', carrier, () => Promise.reject(failure))).rejects.toBe(failure)
  })

  it('when something runs without tracing, it gives its value', () => {
    expect(withoutTracing(() => 7)).toBe(7)
  })

  it('when it is flushed, it is done', async () => {
    await expect(flushTelemetry()).resolves.toBeUndefined()
  })
})
