import { parseArgs } from 'node:util'
import { plantedBugs } from './bugs/index.ts'
import type { PlantedBug } from './planted-bug.ts'

export type HuntOptions = { bugs: readonly PlantedBug[]; runs: number; seed: number }

/** What `npm run planted-bugs -- …` asks for. Throws an error whose message is for a person. */
export function readOptions(args: string[]): HuntOptions {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { runs: { type: 'string', default: '3' }, seed: { type: 'string', default: '7' } },
  })
  return {
    bugs: bugsNamed(positionals),
    runs: wholeNumber('runs', values.runs),
    seed: wholeNumber('seed', values.seed),
  }
}

function bugsNamed(names: string[]): readonly PlantedBug[] {
  const known = plantedBugs.map(({ name }) => name)
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new Error(`No bug is called ${unknown.join(', ')}. There are: ${known.join(', ')}`)
  return names.length === 0 ? plantedBugs : plantedBugs.filter(({ name }) => names.includes(name))
}

function wholeNumber(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`--${name} must be a whole number from 1, not "${text}"`)
  return Number(text)
}
