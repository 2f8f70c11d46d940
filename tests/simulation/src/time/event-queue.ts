export type Event = { atMs: number; order: number; run: () => void; isCancelled: boolean }

/** Events by their time; of one time the one that was added first comes first. A binary heap. */
export function createEventQueue() {
  const heap: Event[] = []
  const comesBefore = (a: Event, b: Event) => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order)
  const at = (index: number) => heap[index] as Event

  function swap(a: number, b: number): void {
    ;[heap[a], heap[b]] = [at(b), at(a)]
  }

  function rise(from: number): void {
    for (let child = from; child > 0; ) {
      const parent = (child - 1) >> 1
      if (!comesBefore(at(child), at(parent))) return
      swap(child, parent)
      child = parent
    }
  }

  function sink(): void {
    for (let parent = 0; ; ) {
      const left = 2 * parent + 1
      if (left >= heap.length) return
      const child = left + 1 < heap.length && comesBefore(at(left + 1), at(left)) ? left + 1 : left
      if (!comesBefore(at(child), at(parent))) return
      swap(child, parent)
      parent = child
    }
  }

  return {
    add(event: Event): void {
      heap.push(event)
      rise(heap.length - 1)
    },

    takeFirst(): Event | undefined {
      const [first] = heap
      const last = heap.pop()
      if (last && first !== last) {
        heap[0] = last
        sink()
      }
      return first
    },
  }
}
