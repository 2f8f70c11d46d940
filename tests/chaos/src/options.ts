import { parseArgs } from 'node:util'
import { type FaultName, faultNames } from './faults/all-faults.ts'

export type ChaosOptions = { orders: number; seconds: number; seed: number; faults: readonly FaultName[] }

export const usualOptions: ChaosOptions = { orders: 300, seconds: 90, seed: 7, faults: faultNames }

/** The run that `npm run chaos -- …` asks for. Throws an error whose message is for a person. */
export function readOptions(args: string[]): ChaosOptions {
  const { values } = parseArgs({
    args,
    options: {
      orders: { type: 'string' },
      seconds: { type: 'string' },
      seed: { type: 'string' },
      faults: { type: 'string' },
    },
  })
  return {
    orders: wholeNumber('orders', values.orders, usualOptions.orders),
    seconds: wholeNumber('seconds', values.seconds, usualOptions.seconds),
    seed: wholeNumber('seed', values.seed, usualOptions.seed),
    faults: values.faults === undefined ? faultNames : faultsIn(values.faults),
  }
}

function wholeNumber(name: string, text: string | undefined, usual: number): number {
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
