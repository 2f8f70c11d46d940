import { loadavg } from 'node:os'

/** The value below which this share of them lies; 0 of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0
}

/** How long it took, in milliseconds with one decimal: `p50 1.2, p99 8.4, most 20.1 ms`. */
export function spread(valuesMs: readonly number[]): string {
  const at = (share: number) => quantile(valuesMs, share).toFixed(1)
  return `p50 ${at(0.5)}, p99 ${at(0.99)}, most ${at(1)} ms`
}

/** One line that `npm run test:long` shows of a promise: what was measured, and how busy the machine was meanwhile. */
export function say(promise: string, figures: Record<string, unknown>): void {
  const told = Object.entries(figures).map(
    ([what, value]) => `${what} ${typeof value === 'object' ? JSON.stringify(value) : value}`,
  )
  console.log(`${promise}: ${told.join('; ')} (load ${loadavg()[0]?.toFixed(1)})`)
}

/** Adds one to what is counted under this name. */
export function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1
}
