/** Node.js opens its inspector on a free port of this machine. */
export const inspectable = { NODE_OPTIONS: '--inspect=127.0.0.1:0' }

const limitMs = 10_000

/** The inspector's address, from what a process writes when it starts. */
export const inspectorOf = (lines: readonly string[]): string | undefined =>
  lines.findLast((line) => line.startsWith('Debugger listening on '))?.slice('Debugger listening on '.length)

/** Megabytes of the JavaScript heap that are in use after a collection. Rejects when the process does not answer in 10 s. */
export async function heapAfterCollection(inspector: string): Promise<number> {
  const socket = new WebSocket(inspector)
  try {
    await event(socket, 'open')
    await call(socket, 1, 'HeapProfiler.collectGarbage')
    const { usedSize } = await call(socket, 2, 'Runtime.getHeapUsage')
    return Number(usedSize) / 1_048_576
  } finally {
    socket.close()
  }
}

async function call(socket: WebSocket, id: number, method: string): Promise<Record<string, unknown>> {
  socket.send(JSON.stringify({ id, method }))
  for (;;) {
    const answer = JSON.parse(String(((await event(socket, 'message')) as MessageEvent).data))
    if (answer.id === id) return answer.result ?? {}
  }
}

function event(socket: WebSocket, name: 'open' | 'message'): Promise<Event> {
  const { promise, resolve, reject } = Promise.withResolvers<Event>()
  const once = { once: true, signal: AbortSignal.timeout(limitMs) }
  socket.addEventListener(name, resolve, once)
  socket.addEventListener('error', () => reject(new Error('the inspector does not answer')), once)
  once.signal.addEventListener('abort', () => reject(once.signal.reason))
  return promise
}
