import { planOrders, startClients } from '@waybill/chaos'
import { waitFor } from '@waybill/test-kit'
import type { Injected, Weather } from './weather.ts'
import type { World } from './world.ts'

type Run = {
  weather: Omit<Weather, 'seed'>
  orders: number
  /** The clients come in this time. */
  seconds: number
}

const longestMs = 600_000

/** Careful clients in this weather. It clears when every client has had his end; resolves with all faults then. */
export async function runInWeather(world: World, { weather, orders, seconds }: Run): Promise<Injected[]> {
  const { system, record, seed, now, switchboard } = world
  const planned = planOrders({ orders, seconds, seed, with: new Set(['clients']) })
  switchboard.setWeather({ ...weather, seed })
  const clients = startClients({ system, orders: planned, record, now, clients: orders })
  try {
    await waitFor(() => clients.living() === 0, { what: 'the clients to end', timeoutMs: longestMs, intervalMs: 100 })
  } finally {
    switchboard.clearWeather()
    await clients.stop()
  }
  const injected = switchboard.readInjected()
  for (const { by, door, when } of injected) record.inject('weather', by, `${door} ${when}`)()
  return injected
}

/** How many faults there were of what, for the report. */
export function countFaults(injected: readonly Injected[]): Record<string, number> {
  const kinds = Map.groupBy(injected, ({ by, door, when }) => `${by} ${door} ${when}`)
  return Object.fromEntries([...kinds].map(([kind, { length }]) => [kind, length]).toSorted())
}
