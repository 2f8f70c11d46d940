// The entry of `node --import @waybill/telemetry/register src/main.ts`. It runs before any module of the service, or the
// hooks would come too late for pg and pino. Without a collector to send to it loads nothing.
if (process.env.OTEL_EXPORTER_OTLP_ENDPOINT) {
  // In-thread hooks cost 0.4 s and 27 MB per process, those of `module.register` 1.2 s and 78 MB.
  const { register } = await import('import-in-the-middle/register-hooks.mjs')
  register({ include: ['http', 'https', 'pg', 'pg-pool', 'pino', '@smithy/core'] })
  const { startTelemetry } = await import('./start-telemetry.ts')
  startTelemetry()
}
