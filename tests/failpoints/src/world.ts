import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDriverRecord, startChaosSystem } from '@waybill/chaos'
import { seededRandom } from '@waybill/test-kit'
import { variablesOf } from './processes.ts'
import { openShop } from './shop.ts'
import { createSwitchboard } from './switchboard.ts'

export type World = Awaited<ReturnType<typeof startWorld>>

type Settings = { seed: number; metWithinMs?: number; signal: AbortSignal }

/** What would only be waited for: sweeps are frequent, the provider decides soon and is soon asked. */
const quick: Record<string, Record<string, string>> = {
  order: { SWEEP_INTERVAL_MS: '500', BACKOFF_CAP_MS: '2000', USER_READS_PER_SECOND: '0', USER_WRITES_PER_SECOND: '0' },
  payment: { RECONCILE_SCHEDULE_SECONDS: '2,5', CONFIRM_BACKOFF_CAP_MS: '2000' },
  notification: { MAIL_BACKOFF_CAP_MS: '5000', REPORT_BACKOFF_CAP_MS: '2000' },
}

/** The whole of Waybill, with our hand at the doors of every process that is ours. `end` wipes it. */
export async function startWorld({ seed, metWithinMs = 60_000, signal }: Settings) {
  const now = () => new Date()
  const dataFolder = mkdtempSync(join(tmpdir(), 'waybill-failpoints-'))
  const folder = join(dataFolder, 'failpoints')
  mkdirSync(folder)
  const system = await startChaosSystem({
    ...{ dataFolder, random: seededRandom(seed), signal, variables: joined(quick, variablesOf(folder)) },
    webhookMs: { min: 20, max: 80 },
    restartPause: { firstMs: 20, capMs: 200 },
  })
  const record = createDriverRecord(now)
  const shop = openShop({ system, record, random: seededRandom(seed + 1), now })
  return {
    ...{ seed, now, signal, system, record, shop },
    startedAt: now().toISOString(),
    switchboard: createSwitchboard({ folder, metWithinMs }),
    async end(): Promise<void> {
      await system.remove()
      rmSync(dataFolder, { recursive: true, force: true })
    },
  }
}

type Variables = Record<string, Record<string, string>>

const joined = (some: Variables, others: Variables): Variables =>
  Object.fromEntries(Object.entries(others).map(([name, values]) => [name, { ...some[name], ...values }]))
