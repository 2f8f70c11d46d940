import { context, logs, metrics, propagation, trace } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { W3CTraceContextPropagator } from '@opentelemetry/core'
import { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto'
import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto'
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { registerInstrumentations } from '@opentelemetry/instrumentation'
import {
  defaultResource,
  detectResources,
  processDetector,
  resourceAttributesEnvDetector,
  serviceNameEnvDetector,
} from '@opentelemetry/resources'
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs'
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace'
import { flushOnRequest } from './flush-telemetry.ts'
import { instrumentations } from './instrumentations.ts'

const detectors = [resourceAttributesEnvDetector, serviceNameEnvDetector, processDetector]
const batchMs = 1_000
const metricsMs = 10_000

/** Sends traces, metrics and logs to `OTEL_EXPORTER_OTLP_ENDPOINT` from now on. The exporters read it and its relatives themselves. */
export function startTelemetry() {
  const resource = defaultResource().merge(detectResources({ detectors }))
  const tracerProvider = new TracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter(), scheduledDelayMillis: batchMs })],
  })
  const meterProvider = new MeterProvider({
    resource,
    readers: [
      new PeriodicExportingMetricReader({ exporter: new OTLPMetricExporter(), exportIntervalMillis: metricsMs }),
    ],
  })
  const loggerProvider = new LoggerProvider({
    resource,
    processors: [new BatchLogRecordProcessor({ exporter: new OTLPLogExporter(), scheduledDelayMillis: batchMs })],
  })

  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
  propagation.setGlobalPropagator(new W3CTraceContextPropagator()) // no baggage: it would carry a stranger's words inward
  trace.setGlobalTracerProvider(tracerProvider)
  metrics.setGlobalMeterProvider(meterProvider)
  logs.setGlobalLoggerProvider(loggerProvider)
  registerInstrumentations({ instrumentations: instrumentations() })
  flushOnRequest([tracerProvider, meterProvider, loggerProvider])
}
