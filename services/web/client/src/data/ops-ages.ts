/** How old, as the address of a page says it: a span and not a moment, so that a saved address stays true. In seconds. */
export const ages = { '1m': 60, '5m': 300, '1h': 3_600, '1d': 86_400 } as const
export type Age = keyof typeof ages

/** The moment that lies so far back, as the contracts want it. */
export const momentBefore = (age: Age | undefined, now = Date.now()): string | undefined =>
  age && new Date(now - ages[age] * 1_000).toISOString()
