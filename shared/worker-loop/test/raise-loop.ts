import { vi } from 'vitest'
import { createWorkerLoop } from '../src/worker-loop.ts'

type Deps = Parameters<typeof createWorkerLoop>[0]

export const intervalMs = 60_000
export const logger = { debug: vi.fn(), info: vi.fn(), error: vi.fn() }

/** Moves the clock of the timers and lets all that then becomes due happen. */
export async function pass(ms = 0) {
  await vi.advanceTimersByTimeAsync(ms)
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
}

export async function stopped(loop: { stop: () => Promise<void> }) {
  const end = loop.stop()
  await pass(100)
  await end
}

export function raise(work: Deps['work'], more: Partial<Deps> = {}) {
  const counted = vi.fn(work)
  const loop = createWorkerLoop({ name: 'relay', intervalMs, work: counted, logger, random: () => 1, ...more })
  return { loop, runs: () => counted.mock.calls.length }
}

/** Work that ends when the test says so. */
export function heldWork() {
  const ends: ((outcome: 'more' | 'idle') => void)[] = []
  const work = () => new Promise<'more' | 'idle'>((resolve) => ends.push(resolve))
  return { work, end: (outcome: 'more' | 'idle' = 'idle') => ends.shift()?.(outcome) }
}

/** Timers run by the test's clock. */
export function useTestClock() {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
}

export function useRealClock() {
  vi.useRealTimers()
  vi.clearAllMocks()
}
