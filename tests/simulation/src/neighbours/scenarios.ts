const perHundred = {
  ...{ once: 42, repeated: 12, early: 10, late: 10, never: 10, contradictory: 9, forged: 3, 'two-bodies': 2 },
  'other-type': 2,
} as const

export type Scenario = keyof typeof perHundred

/** How the e-wallet tells of a payment; each as often as it is to happen among a hundred. */
export const scenarios: readonly Scenario[] = Object.entries(perHundred).flatMap(([scenario, times]) =>
  Array.from({ length: times }, () => scenario as Scenario),
)
