import { type OrderChanged, orderChanged } from '@waybill/contracts'

/** What is used of an EventSource. */
type Source = {
  readyState: number
  addEventListener(name: string, listener: (event: { data: string }) => void): void
  close(): void
}

type FollowDeps = {
  open: () => Source
  /** The stream carries changes now, or does not: then the order has to be asked for. */
  onStreaming: (streaming: boolean) => void
  onChange: (change: OrderChanged) => void
}

const closed = 2 // EventSource.CLOSED
const firstPauseMs = 1_000
const longestPauseMs = 15_000

/**
 * Follows one order until the returned function is called. A connection that breaks is opened again by the browser, with
 * `Last-Event-ID`; one that was refused is opened again by us, after growing pauses.
 */
export function followOrder({ open, onStreaming, onChange }: FollowDeps): () => void {
  let source: Source | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let pauseMs = firstPauseMs

  const connect = () => {
    const current = open()
    source = current
    current.addEventListener('open', () => {
      pauseMs = firstPauseMs
      onStreaming(true)
    })
    current.addEventListener('error', () => {
      onStreaming(false)
      if (current.readyState !== closed) return
      timer = setTimeout(connect, pauseMs)
      pauseMs = Math.min(pauseMs * 2, longestPauseMs)
    })
    current.addEventListener('order', ({ data }) => {
      const change = readChange(data)
      if (change) onChange(change)
    })
  }

  connect()
  return () => {
    clearTimeout(timer)
    source?.close()
  }
}

function readChange(data: string): OrderChanged | undefined {
  try {
    return orderChanged.safeParse(JSON.parse(data)).data
  } catch {
    return undefined
  }
}
