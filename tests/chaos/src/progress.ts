import type { DriverRecord } from './driver/driver-record.ts'
import type { Clients } from './driver/run-clients.ts'
import { createPace } from './faults/pace.ts'
import { countOrders, readUnrest } from './settle.ts'
import type { ChaosSystem } from './system.ts'

type Deps = {
  system: ChaosSystem
  record: DriverRecord
  clients: Pick<Clients, 'living' | 'bought'>
  say: (line: string) => void
  now: () => Date
}

const everyMs = [5_000, 5_000] as const

/** A line every five seconds, for whoever watches: time, orders by state, clients that still ask, faults so far or what is left. */
export function createProgress({ system, record, clients, say, now }: Deps) {
  const startedAt = now()
  let isSettling = false

  const line = createPace({
    random: () => 0,
    everyMs,
    async act() {
      const seconds = Math.round((now().getTime() - startedAt.getTime()) / 1_000)
      const states = await countOrders(system).then(listed, () => 'database away')
      const rest = isSettling ? await leftToDo() : faultsSoFar(record)
      say(
        `${String(seconds).padStart(4)} s  ${states || 'no orders'} · ${clients.bought()} placed, ${clients.living()} not done · ${rest}`,
      )
    },
  })

  async function leftToDo(): Promise<string> {
    const left = await readUnrest(system)
    return left === undefined ? 'not all can be asked' : listed(left) || 'quiet'
  }

  return {
    start: line.start,
    /** From now on it tells what is left to do. */
    settle(): void {
      isSettling = true
    },
    stop: line.stop,
  }
}

function faultsSoFar({ injected }: DriverRecord): string {
  const byKind = Map.groupBy(injected, ({ fault }) => fault)
  return listed(Object.fromEntries([...byKind].map(([kind, rows]) => [kind, rows.length])))
}

const listed = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .map(([what, count]) => `${what} ${count}`)
    .join(', ')
