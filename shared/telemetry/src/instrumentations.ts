import { IncomingMessage } from 'node:http'
import type { Span } from '@opentelemetry/api'
import { AwsInstrumentation } from '@opentelemetry/instrumentation-aws-sdk'
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http'
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg'
import { PinoInstrumentation } from '@opentelemetry/instrumentation-pino'
import { RuntimeNodeInstrumentation } from '@opentelemetry/instrumentation-runtime-node'
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici'
import { traceparentOf } from './active-traceparent.ts'
import { removeHeader, setHeader } from './header-list.ts'

const probes = /^\/(livez|readyz|metrics)(\?|$)/
// What people typed into a search or address field is not for a trace, nor is the console's key.
const redactedQueryParams = ['name', 'query', 'email', 'to', 'key']

/** What is traced by itself: HTTP in both directions, SQL inside a trace, SNS and SQS; pino's lines get their trace's id. */
export const instrumentations = () => [
  new HttpInstrumentation({
    ignoreIncomingRequestHook: ({ url = '' }) => probes.test(url),
    requestHook: (span, request) => request instanceof IncomingMessage && adoptTrace(span, request),
    redactedQueryParams,
    redactedQueryParamsServer: redactedQueryParams,
  }),
  new UndiciInstrumentation({
    requestHook: (_, { headers }) => Array.isArray(headers) && removeHeader(headers, 'traceparent'), // it adds its own to ours
    startSpanHook: ({ origin, path }) => ({ 'url.full': `${origin}${path.split('?')[0]}`, 'url.query': '' }),
  }),
  new PgInstrumentation({ requireParentSpan: true }),
  new AwsInstrumentation({ suppressInternalInstrumentation: true }),
  new PinoInstrumentation(),
  new RuntimeNodeInstrumentation(),
]

// The request context reads this header: so it is in the trace of the span, also when the caller sent none or an odd one.
function adoptTrace(span: Span, request: IncomingMessage) {
  const traceparent = traceparentOf(span.spanContext())
  if (traceparent === undefined) return
  request.headers.traceparent = traceparent
  setHeader(request.rawHeaders, 'traceparent', traceparent)
}
