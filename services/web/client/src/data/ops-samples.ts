/** What one look at a service found, for the small charts. */
export type Sample = { at: number; values: Record<string, number> }

const kept = 60

/** The samples with one more, the oldest given up when there are more than `kept`. A new list each time. */
export const withSample = (samples: readonly Sample[], sample: Sample): Sample[] => [...samples, sample].slice(-kept)

/** The course of one value, oldest first; looks that did not find it are left out. */
export const courseOf = (samples: readonly Sample[], name: string): number[] =>
  samples.flatMap(({ values }) => values[name] ?? [])
