import { expect, it } from 'vitest'
import { readOptions, usualOptions } from '../src/options.ts'
import { runChaos } from '../src/run-chaos.ts'

const seed = process.env.CHAOS_SEED ?? String(usualOptions.seed)
/** Of a run that fails by being late; others take three minutes, where faults must last longer four. */
const longestMs = 360_000

/** What a run of 90 s injects; for parts that are away for long it is too short. */
const everyFault = [
  ...['block', 'clock', 'forged-webhook', 'kill', 'mail', 'neighbours', 'network', 'postgres', 'queues'],
  ...['restart', 'stop', 'webhooks'],
]

it(
  'when 300 orders meet 90 s of every fault, then all of them settle and every invariant holds',
  async () => {
    const options = readOptions(['--orders', '300', '--seconds', '90', '--seed', seed])
    const signal = AbortSignal.timeout(longestMs)
    const run = await runChaos(options, { say: console.log, now: () => new Date(), signal })
    const { violations, evidenceFolder, summary } = run
    expect({ violations, evidenceFolder }).toEqual({ violations: [], evidenceFolder: undefined })
    expect(summary.injected.map(({ fault }) => fault).toSorted()).toEqual(everyFault)
    expect(summary.placedLate).toBeLessThan(summary.orders / 2)
  },
  longestMs + 30_000,
)
