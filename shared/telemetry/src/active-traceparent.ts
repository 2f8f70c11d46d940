import { context, isSpanContextValid, type SpanContext, trace } from '@opentelemetry/api'

/** The W3C `traceparent` of the span in progress, for a row or message that goes on with it later. Undefined without one. */
export function activeTraceparent(): string | undefined {
  return traceparentOf(trace.getSpanContext(context.active()))
}

export function traceparentOf(span: SpanContext | undefined): string | undefined {
  if (!span || !isSpanContextValid(span)) return undefined
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`
}
