import type { Life } from './life.ts'

type Loop = { intervalMs: number; work: () => Promise<'more' | 'idle'> }

const afterFailureMs = 500

/** As `createWorkerLoop` of @waybill/worker-loop, on the virtual clock. The answer wakes it. */
export function startLoop(life: Life, { intervalMs, work }: Loop): () => void {
  let isRung = false
  let ring = () => {}

  async function loop(): Promise<never> {
    for (;;) {
      isRung = false
      const outcome = await work().catch(() => 'failed' as const)
      const pauseMs = { more: 0, idle: isRung ? 0 : intervalMs, failed: afterFailureMs }[outcome]
      const pause = life.pauseUnlessRung(pauseMs)
      if (outcome !== 'failed') ring = pause.ring
      await pause.ended
      ring = () => {}
    }
  }

  void loop()
  return () => {
    isRung = true
    ring()
  }
}

type DueLoop<Item> = {
  intervalMs: number
  atOnce: number
  take: (limit: number) => Promise<Item[]>
  work: (item: Item) => Promise<void>
}

/** As `createDueWorker` of @waybill/worker-loop, on the virtual clock: what is due, at most `atOnce` at a time. */
export function startDueLoop<Item>(life: Life, { intervalMs, atOnce, take, work }: DueLoop<Item>): () => void {
  let underWay = 0
  let mayBeMore = false

  async function fill() {
    const free = atOnce - underWay
    const due = free > 0 ? await take(free) : []
    if (free > 0) mayBeMore = due.length === free
    for (const item of due) void begin(item)
    return 'idle' as const
  }

  async function begin(item: Item): Promise<void> {
    underWay += 1
    await work(item).catch(() => {}) // taken again when its lease ends
    underWay -= 1
    if (mayBeMore) wake()
  }

  const wake = startLoop(life, { intervalMs, work: fill })
  return wake
}
