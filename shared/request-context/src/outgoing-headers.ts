import { currentContext } from './request-context.ts'
import { childTraceparent } from './traceparent.ts'

/** The headers that carry the current context to a neighbour: same request id, same trace, new span id. `{}` outside a context. */
export function outgoingHeaders(random: () => number): Record<string, string> {
  const context = currentContext()
  if (!context) return {}
  return { 'x-request-id': context.requestId, traceparent: childTraceparent(context.traceparent, random) }
}
