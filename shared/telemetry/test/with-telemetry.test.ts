import { context, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { isTracingSuppressed, W3CTraceContextPropagator } from '@opentelemetry/core'
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { activeTraceparent, runAsConsumer, withoutTracing } from '../src/index.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c'
const carrier = { traceparent: `00-${traceId}-b7ad6b7169203331-01` }
const exporter = new InMemorySpanExporter()

beforeEach(() => {
  exporter.reset()
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator())
  trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] }))
})
afterEach(() => {
  for (const api of [context, propagation, trace]) api.disable()
})

describe('with telemetry', () => {
  it('when a message is handled, its span is the one in progress until the end', async () => {
    const inside = await runAsConsumer('handle', carrier, async () => {
      await Promise.resolve()
      return activeTraceparent()
    })
    const [span] = exporter.getFinishedSpans()
    expect(span?.name).toBe('handle')
    expect(span?.parentSpanContext).toMatchObject({ traceId, spanId: 'b7ad6b7169203331', isRemote: true })
    expect(inside).toBe(`00-${traceId}-${span?.spanContext().spanId}-01`)
    expect(activeTraceparent()).toBeUndefined()
  })

  it.each([{}, { traceparent: 'odd' }, { traceparent: undefined }])(
    'when a message carries %j, it begins a trace',
    async (odd) => {
      await runAsConsumer('handle', odd, () => {})
      const [span] = exporter.getFinishedSpans()
      expect(span?.parentSpanContext).toBeUndefined()
      expect(span?.spanContext().traceId).toMatch(/^[\da-f]{32}$/)
    },
  )

  it('when the handling fails, the span says so, with the error as a log would show it', async () => {
    const failing = async () => {
      throw new TypeError('no jose@example.com')
    }
    await expect(runAsConsumer('handle', carrier, failing)).rejects.toThrow('jose@example.com')
    const [span] = exporter.getFinishedSpans()
    expect(span?.status).toMatchObject({ code: 2, message: expect.stringMatching(/^no sha256:/) })
    expect(span?.events[0]?.attributes).toMatchObject({ 'exception.type': 'TypeError' })
    expect(JSON.stringify(span?.events)).not.toContain('jose')
  })

  it('when something runs without tracing, it makes no spans, but a message handled in it does', async () => {
    await withoutTracing(async () => {
      expect(isTracingSuppressed(context.active())).toBe(true)
      trace.getTracer('test').startSpan('poll').end()
      await runAsConsumer('handle', carrier, () => {})
    })
    expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(['handle'])
  })
})
