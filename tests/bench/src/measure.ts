export type Figures = { medianMs: number; p95Ms: number }

/** Runs each of the competitors in turn, round by round, so that a machine whose speed drifts drifts for all of them. */
export async function measure(competitors: Record<string, () => Promise<unknown>>, rounds: number) {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(competitors).map((name) => [name, []]))
  for (let round = -3; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(competitors)) {
      const startedAt = performance.now()
      await run()
      if (round >= 0) times[name]?.push(performance.now() - startedAt)
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, all]) => [name, figuresOf(all)]))
}

export function figuresOf(times: number[]): Figures {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
  return { medianMs: at(0.5), p95Ms: at(0.95) }
}

/** A table in Markdown; numbers with two digits that count. */
export function table(head: string[], rows: (string | number)[][]): string {
  const cell = (value: string | number) => (typeof value === 'number' ? Number(value.toPrecision(2)).toString() : value)
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n')
}
