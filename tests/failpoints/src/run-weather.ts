import { planOrders, startClients } from '@waybill/chaos'
import { waitFor } from '@waybill/test-kit'
import { processOf } from './processes.ts'
import type { Injected, Weather } from './weather.ts'
import type { World } from './world.ts'

type Run = {
  weather: Omit<Weather, 'seed'>
  orders: number
  /** The clients come in this time. */
  seconds: number
  /** The weather clears when each process that it is over has met so many; else when the last client has ended. */
  untilEach?: number
}

const longestMs = 600_000

/** Careful clients in this weather. Resolves with all faults, when every client has had his end and the sky is clear. */
export async function runInWeather(world: World, { weather, orders, seconds, untilEach }: Run): Promise<Injected[]> {
  const { system, record, seed, now, switchboard } = world
  const planned = planOrders({ orders, seconds, seed, with: new Set(['clients']) })
  switchboard.setWeather({ ...weather, seed })
  const clients = startClients({ system, orders: planned, record, now, clients: orders })
  try {
    const isEnough = (each: number) => fewestOf(weather.over ?? [], switchboard.readInjected()) >= each
    const isOver = () => (untilEach === undefined ? clients.living() === 0 : isEnough(untilEach))
    await waitFor(isOver, { what: 'enough faults, or the end of all clients', timeoutMs: longestMs, intervalMs: 100 })
    switchboard.clearWeather()
    await waitFor(() => clients.living() === 0, { what: 'the clients to end', timeoutMs: longestMs, intervalMs: 100 })
  } finally {
    switchboard.clearWeather()
    await clients.stop()
  }
  const injected = switchboard.readInjected()
  for (const { by, door, when } of injected) record.inject('weather', by, `${door} ${when}`)()
  return injected
}

const fewestOf = (processes: readonly string[], injected: readonly Injected[]): number =>
  Math.min(...processes.map((name) => injected.filter(({ by }) => processOf(by) === name).length))

/** How many faults there were of what, for the report. */
export function countFaults(injected: readonly Injected[]): Record<string, number> {
  const kinds = Map.groupBy(injected, ({ by, door, when }) => `${by} ${door} ${when}`)
  return Object.fromEntries([...kinds].map(([kind, { length }]) => [kind, length]).toSorted())
}
