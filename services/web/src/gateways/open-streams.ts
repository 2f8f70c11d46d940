import { longestHeartbeatMs } from '@waybill/contracts'

/** Of one process: well below the connections that its server takes (2,000), or no page and no probe got in any more. */
export const streamsAtMost = 1_500

/** Three of order's longest heartbeats that did not come: nobody is there any more, though the connection has not broken. */
export const longestSilenceMs = 3 * longestHeartbeatMs

/**
 * The event streams that are passed on. Each can be ended from here, and ends when its sender breaks off: the browser then
 * asks again, as the specification of server-sent events has it. So does one whose sender is silent for `silenceMs`.
 */
export function createOpenStreams({ atMost, silenceMs }: { atMost: number; silenceMs: number }) {
  const open = new Set<ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>>()
  let isEnded = false

  function pass(body: ReadableStream<Uint8Array<ArrayBuffer>>): ReadableStream<Uint8Array<ArrayBuffer>> {
    const reader = body.getReader()
    if (isEnded) end(reader)
    else open.add(reader)
    return new ReadableStream({
      async pull(controller) {
        const overdue = setTimeout(end, silenceMs, reader)
        const { done, value } = await reader.read().catch(() => ({ done: true, value: undefined }))
        clearTimeout(overdue)
        if (value !== undefined) return controller.enqueue(value)
        open.delete(reader)
        if (done) controller.close()
      },
      cancel: () => end(reader),
    })
  }

  // Of a stream that has broken off there is nothing left to cancel.
  function end(reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>): void {
    open.delete(reader)
    reader.cancel().catch(() => {})
  }

  return {
    /** There is no place for another one. */
    isFull: () => open.size >= atMost,
    pass,
    /** All of them, and from now on each new one at once. */
    endAll(): void {
      isEnded = true
      for (const reader of open) end(reader)
    },
  }
}

export type OpenStreams = ReturnType<typeof createOpenStreams>
