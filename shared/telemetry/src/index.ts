export { activeTraceparent } from './active-traceparent.ts'
export { flushTelemetry } from './flush-telemetry.ts'
export { runAsConsumer, type TraceCarrier } from './run-as-consumer.ts'
export { withoutTracing } from './without-tracing.ts'
