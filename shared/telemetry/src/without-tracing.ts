import { context, createContextKey } from '@opentelemetry/api'

// The key of `suppressTracing` in @opentelemetry/core, which would cost every process its import.
const suppressed = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING')

/** Runs `run`, and what it starts, without spans: for polls, of which each empty one would be a trace of its own. */
export function withoutTracing<T>(run: () => T): T {
  return context.with(context.active().setValue(suppressed, true), run)
}
