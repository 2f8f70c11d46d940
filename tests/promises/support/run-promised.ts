import { type ChaosOptions, runChaos, usualOptions } from '@waybill/chaos'

const seed = Number(process.env.CHAOS_SEED ?? 7)

/** A run of tests/chaos with some of its faults. Throws, naming the evidence, when it was not quiet in time. */
export async function runPromised(options: Pick<ChaosOptions, 'orders' | 'seconds' | 'faults'>) {
  const signal = AbortSignal.timeout((options.seconds + 300) * 1_000)
  const run = await runChaos({ ...usualOptions, ...options, seed }, { say: console.log, now: () => new Date(), signal })
  if (!run.isGreen && run.violations.length === 0) throw new Error(`not quiet in time: ${run.evidenceFolder}`)
  return run
}
