import { expect, it } from 'vitest'
import { readOptions, usualOptions } from '../src/options.ts'
import { runChaos } from '../src/run-chaos.ts'

const seed = process.env.CHAOS_SEED ?? String(usualOptions.seed)
/** Of a run that fails by being late; others take four minutes at most. */
const longestMs = 360_000

it(
  'when 300 orders meet 90 s of every fault, then all of them settle and every invariant holds',
  async () => {
    const options = readOptions(['--orders', '300', '--seconds', '90', '--seed', seed])
    const signal = AbortSignal.timeout(longestMs)
    const { violations, evidenceFolder } = await runChaos(options, { say: console.log, now: () => new Date(), signal })
    expect({ violations, evidenceFolder }).toEqual({ violations: [], evidenceFolder: undefined })
  },
  longestMs + 30_000,
)
