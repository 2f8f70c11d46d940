export { outgoingHeaders } from './outgoing-headers.ts'
export { addToContext, currentContext, type RequestContext, runInContext } from './request-context.ts'
export { acceptRequestId } from './request-id.ts'
export { acceptTraceparent } from './traceparent.ts'
