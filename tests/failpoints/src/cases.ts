import { failpoints } from './failpoints.ts'
import type { Case } from './run-case.ts'
import { variants } from './variants.ts'

/** Every failpoint in every variant. Crashes come last: what they leave behind waits for leases to end. */
export const allCases: readonly Case[] = [...variants]
  .toReversed()
  .flatMap((variant) => failpoints.map((point) => ({ point, variant })))

/** Those of `npm test`. */
export const shortCases: readonly Case[] = allCases.filter(({ point, variant }) => point.short === variant)
