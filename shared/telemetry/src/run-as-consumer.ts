import { propagation, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { describeError } from '@waybill/logger'

/** What a message carries of the trace that sent it: its `traceparent` attribute. */
export type TraceCarrier = { traceparent?: string | undefined }

/**
 * Runs the handling of a message in a span of its own, a child of the one that sent it, so that sender, queue and handler
 * are one trace, even when called `withoutTracing`. A failure marks the span and is thrown on. Without telemetry it only
 * runs `run`.
 */
export function runAsConsumer<T>(name: string, carrier: TraceCarrier, run: () => T | Promise<T>): Promise<T> {
  const sender = propagation.extract(ROOT_CONTEXT, carrier)
  const tracer = trace.getTracer('@waybill/telemetry')
  return tracer.startActiveSpan(name, { kind: SpanKind.CONSUMER }, sender, (span) => runInSpan(span, run))
}

async function runInSpan<T>(span: Span, run: () => T | Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    const { type, message, stack } = describeError(error) // as a log would show it: no addresses, no values
    span.recordException({ name: type, message, ...(stack !== undefined && { stack }) })
    span.setStatus({ code: SpanStatusCode.ERROR, message })
    throw error
  } finally {
    span.end()
  }
}
