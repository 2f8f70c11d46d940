import { join } from 'node:path'
import type { Failpoint } from './failpoint.ts'
import type { Act, When } from './variants.ts'

/** What stands in the file of an armed failpoint. */
export type Plan = { act: Act; when: When }
/** What stands in the file of one that was met. */
export type Met = { by: string }

/** The files by which the driver and the processes understand each other; they outlive any process. */
export function filesOf(folder: string, { name }: Pick<Failpoint, 'name'>) {
  const file = (state: string) => join(folder, `${name.replaceAll(/[^a-z-]+/g, '_')}.${state}`)
  return { armed: file('armed'), met: file('met'), released: file('released'), passed: file('passed') }
}

export const weatherFiles = (folder: string) => ({
  weather: join(folder, 'weather.json'),
  log: join(folder, 'weather.jsonl'),
})
