import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { followOrder } from '../../client/src/data/follow-order.ts'

const change = {
  orderId: '01890000-0000-7000-8000-000000000001',
  status: 'paid',
  version: 4,
  updatedAt: '2026-11-21T17:00:00.000Z',
}

/** An EventSource whose server is this test. */
function createSource() {
  const listeners = new Map<string, (event: { data: string }) => void>()
  const source = {
    readyState: 0,
    closed: false,
    addEventListener: (name: string, listener: (event: { data: string }) => void) => void listeners.set(name, listener),
    close() {
      this.closed = true
    },
  }
  const send = (name: string, data = '') => listeners.get(name)?.({ data })
  return { source, send }
}

function follow() {
  const sources: ReturnType<typeof createSource>[] = []
  const heard: unknown[] = []
  const open = () => {
    sources.push(createSource())
    return sources[sources.length - 1]?.source as never
  }
  const stop = followOrder({
    open,
    onStreaming: (on) => heard.push(on),
    onChange: ({ version }) => heard.push(version),
  })
  const refuse = (index: number) => {
    Object.assign(sources[index]?.source ?? {}, { readyState: 2 })
    sources[index]?.send('error')
  }
  return { sources, heard, stop, refuse }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('following an order', () => {
  it('when the stream is open, it tells of each change, and not of what it cannot read', () => {
    const { sources, heard } = follow()
    sources[0]?.send('open')
    sources[0]?.send('order', JSON.stringify(change))
    sources[0]?.send('order', 'nonsense')
    sources[0]?.send('order', JSON.stringify({ ...change, version: 'five' }))
    expect(heard).toEqual([true, 4])
  })

  it('when the connection breaks, it leaves it to the browser to open it again', () => {
    const { sources, heard } = follow()
    sources[0]?.send('open')
    sources[0]?.send('error')
    vi.advanceTimersByTime(60_000)
    sources[0]?.send('open')
    expect(sources).toHaveLength(1)
    expect(heard).toEqual([true, false, true])
  })

  it('when it is refused, it asks again after growing pauses, which a success makes short again', () => {
    const { sources, refuse } = follow()
    for (const [index, pauseMs] of [1_000, 2_000, 4_000, 8_000, 15_000, 15_000].entries()) {
      refuse(index)
      vi.advanceTimersByTime(pauseMs - 1)
      expect(sources).toHaveLength(index + 1)
      vi.advanceTimersByTime(1)
      expect(sources).toHaveLength(index + 2)
    }
    sources[6]?.send('open')
    refuse(6)
    vi.advanceTimersByTime(1_000)
    expect(sources).toHaveLength(8)
  })

  it('when it is stopped, it gives the connection back and opens no other', () => {
    const { sources, stop, refuse } = follow()
    refuse(0)
    stop()
    vi.advanceTimersByTime(60_000)
    expect(sources.map(({ source }) => source.closed)).toEqual([true])
  })
})
