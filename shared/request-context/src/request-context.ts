import { AsyncLocalStorage } from 'node:async_hooks'

/** What belongs to the request, message or run in progress, and appears on each of its log lines. */
export type RequestContext = {
  requestId: string
  /** W3C Trace Context, level 2, section 3.2. */
  traceparent: string
  orderId?: string
  processId?: string
  job?: string
  userId?: string
}

const storage = new AsyncLocalStorage<RequestContext>()

/** Runs `run` and everything asynchronous that it starts inside `context`. The given object stays untouched. */
export function runInContext<T>(context: RequestContext, run: () => T): T {
  return storage.run({ ...context }, run)
}

/** The context of the caller, or undefined outside any. */
export function currentContext(): Readonly<RequestContext> | undefined {
  return storage.getStore()
}

/** Adds what became known on the way (the order, the process) for the rest of this context. Does nothing outside one. */
export function addToContext(fields: Partial<RequestContext>): void {
  const context = storage.getStore()
  if (context) Object.assign(context, fields)
}
