import { type Point, slopePerHour } from './slope.ts'

/** What was counted at one moment, by name: `order heap MB`, `order files`, `order restarts`, … */
export type Sample = { hours: number; values: Record<string, number> }
export type Growth = { name: string; first: number; last: number; perHour: number; verdict: 'flat' | 'grows' | '' }

/** Of an hour's run the heap after a collection may grow by less than a megabyte, and files and connections not at all. */
const limits = [
  { unit: / heap MB$/, perHour: 1 },
  // Not those of Postgres: each session opens the files of the tables that it meets, some 1,200 in all, and closes them with itself.
  { unit: /^(?!postgres ).* files$|^connections$/, perHour: 2 },
]

/**
 * Not judged: pools and caches fill, and the compiler is at work. Measured, order's heap grows by 3.4, 2.4, 0.5 and 0.4 MB/h in the
 * quarters of its first hour.
 */
const warmUpHours = 0.5

/** One line per thing that was counted. Judged is only a run of at least an hour: a shorter one says nothing about an hour. */
export function growthOf(samples: readonly Sample[]): Growth[] {
  const lastHours = samples.at(-1)?.hours ?? 0
  const warm = samples.filter(({ hours }) => hours >= Math.min(warmUpHours, lastHours / 2))
  const names = [...new Set(samples.flatMap(({ values }) => Object.keys(values)))]
  return names.map((name) => {
    const points: Point[] = warm.flatMap(({ hours, values }) => {
      const value = values[name]
      return value === undefined ? [] : [{ hours, value }]
    })
    const perHour = slopePerHour(points)
    const limit = lastHours < 1 ? undefined : limits.find(({ unit }) => unit.test(name))?.perHour
    const verdict = limit === undefined ? '' : perHour < limit ? 'flat' : 'grows'
    return { name, first: points[0]?.value ?? 0, last: points.at(-1)?.value ?? 0, perHour, verdict }
  })
}

export const growthFaults = (growths: readonly Growth[]): string[] =>
  growths
    .filter(({ verdict }) => verdict === 'grows')
    .map(({ name, perHour }) => `${name} grows by ${perHour.toFixed(1)} an hour`)

/** Nobody may end under a steady load, in a run of any length. */
export function restartFaults(samples: readonly Sample[]): string[] {
  const restarts = Object.entries(samples.at(-1)?.values ?? {}).filter(([name]) => name.endsWith(' restarts'))
  return restarts.filter(([, times]) => times > 0).map(([name, times]) => `${name}: ${times}`)
}

/** A table in Markdown. */
export function tableOf(growths: readonly Growth[]): string {
  const rows = growths.map(({ name, first, last, perHour, verdict }) => [
    ...[name, first.toFixed(1), last.toFixed(1), perHour.toFixed(2), verdict],
  ])
  const head = ['what', 'first', 'last', 'per hour', 'verdict']
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}
