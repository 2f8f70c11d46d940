import { setTimeout as pause } from 'node:timers/promises'
import type { FaultContext } from './fault.ts'
import { createSpells } from './spells.ts'

/** Parts that are down for long, as the run was told: the first after a share of the time, each later one after a share more. */
export function createOutages({ system: { host }, record, seconds, down }: FaultContext) {
  const over = new AbortController()
  const spells = createSpells()
  const share = (seconds * 1_000) / (down.length + 2)

  async function takeAway({ part, seconds: lasts }: FaultContext['down'][number], afterMs: number): Promise<void> {
    await pause(afterMs, undefined, { signal: over.signal }).catch(() => {})
    if (over.signal.aborted) return
    const ended = record.inject('down', part, `${lasts} s`)
    const target = host.resource(part)
    await target.stopProcess()
    spells.add(lasts * 1_000, () => {
      target.startProcess()
      ended()
    })
  }

  let taken: Promise<void>[] = []
  return {
    async start(): Promise<void> {
      taken = down.map((outage, index) => takeAway(outage, share * (index + 1)))
    },
    async stop(): Promise<void> {
      over.abort()
      await Promise.all(taken)
      await spells.end()
    },
  }
}
