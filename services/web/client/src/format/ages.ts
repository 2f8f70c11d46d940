const spans = {
  '1m': { seconds: 60, words: '1 minute' },
  '5m': { seconds: 300, words: '5 minutes' },
  '1h': { seconds: 3_600, words: '1 hour' },
  '1d': { seconds: 86_400, words: '1 day' },
} as const

/** How old, as the address of a page says it: a span and not a moment, so that a saved address stays true. */
export type Age = keyof typeof spans
export const ages = Object.keys(spans) as Age[]

export const ageInWords = (age: Age): string => spans[age].words

/** The moment that lies so far back, as the contracts want it. */
export const momentBefore = (age: Age | undefined, now = Date.now()): string | undefined =>
  age && new Date(now - spans[age].seconds * 1_000).toISOString()
