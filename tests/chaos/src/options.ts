import { parseArgs } from 'node:util'
import { type FaultName, faultNames } from './faults/all-faults.ts'
import type { Outage } from './faults/fault.ts'

/** One run. */
export type ChaosOptions = {
  orders: number
  /** How long the faults last. */
  seconds: number
  /** So many buy at a time, each one order after the other. */
  clients: number
  seed: number
  faults: readonly FaultName[]
  /** Parts that are away for long. */
  down: readonly Outage[]
}

/** One run for each seed, and a file for their reports. */
export type WantedRuns = ChaosOptions & { seeds: readonly number[]; report: string | undefined }

export const usualOptions: ChaosOptions = {
  ...{ orders: 300, seconds: 90, clients: 300, seed: 7 },
  faults: faultNames,
  down: [],
}

/** The runs that `npm run chaos -- …` asks for. Throws an error whose message is for a person. */
export function readOptions(args: string[]): WantedRuns {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args,
    options: {
      ...{ orders: text, seconds: text, clients: text, seed: text, seeds: text },
      ...{ faults: text, down: text, report: text },
    },
  })
  const seconds = wholeNumber('seconds', values.seconds, usualOptions.seconds)
  const seed = wholeNumber('seed', values.seed, usualOptions.seed)
  const seeds = values.seeds === undefined ? [seed] : values.seeds.split(',').map((each) => wholeNumber('seeds', each))
  return {
    orders: wholeNumber('orders', values.orders, usualOptions.orders),
    clients: wholeNumber('clients', values.clients, usualOptions.clients),
    ...{ seconds, seeds, seed: seeds[0] ?? seed, report: values.report },
    faults: values.faults === undefined ? faultNames : faultsIn(values.faults),
    down: values.down === undefined ? usualOutages(seconds) : outagesIn(values.down),
  }
}

/** What there is time for. */
function usualOutages(seconds: number): Outage[] {
  const postgres = { part: 'postgres', seconds: 60 }
  if (seconds >= 1_200) return [postgres, { part: 'e-wallet', seconds: 600 }]
  return seconds >= 300 ? [postgres] : []
}

function wholeNumber(name: string, text: string | undefined, usual = 0): number {
  if (text === undefined) return usual
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`--${name} must be a whole number from 1, not "${text}"`)
  return Number(text)
}

function faultsIn(text: string): FaultName[] {
  const names = text.split(',').filter(Boolean)
  const unknown = names.filter((name) => !faultNames.some((known) => known === name))
  if (unknown.length > 0)
    throw new Error(`No fault is called ${unknown.join(', ')}. There are: ${faultNames.join(', ')}`)
  return faultNames.filter((name) => names.includes(name))
}

/** `postgres:60,e-wallet:600`; nothing is none. */
function outagesIn(text: string): Outage[] {
  return text
    .split(',')
    .filter(Boolean)
    .map((outage) => {
      const [part = '', lasts = ''] = outage.split(':')
      if (part === '' || !/^[1-9]\d{0,4}$/.test(lasts))
        throw new Error(`--down takes parts and seconds, such as postgres:60, not "${outage}"`)
      return { part, seconds: Number(lasts) }
    })
}
