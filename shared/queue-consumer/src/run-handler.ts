import type { QueueMessage } from './queue-message.ts'

/** Returns when the message is done with; throws when it is not. Should end when the signal aborts, but need not. */
export type Handler = (message: QueueMessage, signal: AbortSignal) => Promise<void>

type Run = { handle: Handler; message: QueueMessage; deadlineMs: number; stopped: AbortSignal }

/**
 * Settles as the handler does, or rejects at its deadline (TimeoutError) or when `stopped` aborts (its reason). The handler's
 * signal aborts then; what the handler does later counts for nothing.
 */
export async function runHandler({ handle, message, deadlineMs, stopped }: Run): Promise<void> {
  const controller = new AbortController()
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const abort = (reason: unknown) => {
    controller.abort(reason)
    reject(reason)
  }
  const stop = () => abort(stopped.reason)
  const late = () => abort(new DOMException(`not handled within ${deadlineMs} ms`, 'TimeoutError'))
  const timer = setTimeout(late, deadlineMs)
  stopped.addEventListener('abort', stop, { once: true })
  try {
    await Promise.race([aborted, callHandler(handle, message, controller.signal)])
  } finally {
    clearTimeout(timer)
    stopped.removeEventListener('abort', stop)
  }
}

// A handler that throws before its first await is one that rejects.
const callHandler = async (handle: Handler, message: QueueMessage, signal: AbortSignal) => handle(message, signal)
